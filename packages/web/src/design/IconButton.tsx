import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

import { classNames } from "./class-names.ts";

import styles from "./IconButton.module.css";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "aria-label"> {
  icon: LucideIcon;
  /** What it does: its name for screen readers, and its tooltip. */
  label: string;
  size?: "small" | "normal";
  /** For one that is on or off. */
  pressed?: boolean;
}

/** A button that is an icon. */
export function IconButton({
  icon: Icon,
  label,
  size = "normal",
  pressed,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      aria-pressed={pressed}
      className={classNames(styles["button"], styles[size], className)}
    >
      <Icon aria-hidden size={size === "small" ? 16 : 18} />
    </button>
  );
}
