import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { Fragment, type ReactNode, type RefObject } from "react";

import type { MenuItem } from "./MenuButton.tsx";

import styles from "./MenuPopup.module.css";

export interface MenuPopupProps {
  anchor: RefObject<HTMLElement | null>;
  items: readonly MenuItem[];
  heading?: ReactNode;
  onClose: () => void;
}

/** The menu of a MenuButton; open while it is rendered. */
export function MenuPopup({ anchor, items, heading, onClose }: MenuPopupProps) {
  return (
    <Menu.Root open onOpenChange={(open) => !open && onClose()}>
      <Menu.Portal>
        <Menu.Positioner
          className={styles["positioner"]}
          anchor={anchor}
          align="end"
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup className={styles["popup"]} finalFocus={anchor}>
            {heading !== undefined && <div className={styles["heading"]}>{heading}</div>}
            {items.map(({ label, onSelect, icon: Icon, danger, disabled, checked, separated }) => (
              <Fragment key={label}>
                {separated && <Menu.Separator className={styles["separator"]} />}
                <Menu.Item
                  className={styles["item"]}
                  data-danger={danger || undefined}
                  disabled={disabled ?? false}
                  aria-checked={checked}
                  role={checked === undefined ? "menuitem" : "menuitemcheckbox"}
                  onClick={onSelect}
                >
                  {Icon !== undefined && <Icon aria-hidden size={16} />}
                  <span className={styles["label"]}>{label}</span>
                  {checked === true && <Check aria-hidden size={16} />}
                </Menu.Item>
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
