import type { LucideIcon } from "lucide-react";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";

import { IconButton, type IconButtonProps } from "./IconButton.tsx";

export interface MenuItem {
  label: string;
  onSelect: () => void;
  icon?: LucideIcon;
  /** It takes something away. */
  danger?: boolean;
  disabled?: boolean;
  /** For one that is on or off. */
  checked?: boolean;
  /** Begins another group. */
  separated?: boolean;
}

export interface MenuButtonProps extends Pick<IconButtonProps, "label" | "icon" | "size" | "className"> {
  items: readonly MenuItem[];
  /** Stands above the items. */
  heading?: ReactNode;
  onOpenChange?: (open: boolean) => void;
}

const load = () => import("./MenuPopup.tsx");
const MenuPopup = lazy(async () => ({ default: (await load()).MenuPopup }));

const preload = () => void load().catch(() => {});

/** A button that opens a menu. The menu's code is loaded when somebody comes near it. */
export function MenuButton({ items, heading, onOpenChange, ...button }: MenuButtonProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  return (
    <>
      <IconButton
        {...button}
        ref={anchor}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => change(!open)}
      />
      {open && (
        <Suspense>
          <MenuPopup anchor={anchor} items={items} heading={heading} onClose={() => change(false)} />
        </Suspense>
      )}
    </>
  );
}
