import type { ComponentProps } from "react";

import { classNames } from "./class-names.ts";
import { Spinner } from "./Spinner.tsx";

import styles from "./Button.module.css";

export interface ButtonProps extends ComponentProps<"button"> {
  /** `primary` is the one that a screen is for; `quiet` has no border. */
  kind?: "primary" | "secondary" | "quiet" | "danger";
  size?: "small" | "normal";
  /** What it does is under way: it can't be pressed again, and says so. */
  busy?: boolean;
}

/** A button with words. */
export function Button({
  kind = "secondary",
  size = "normal",
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(styles["button"], styles[kind], styles[size], className)}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
