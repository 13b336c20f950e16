import { Popover } from "@base-ui/react/popover";

import type { PopoverProps } from "./Popover.tsx";

import styles from "./PopoverPopup.module.css";

export function PopoverPopup({
  anchor,
  label,
  onClose,
  children,
  side = "bottom",
  align = "start",
}: PopoverProps) {
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner
          className={styles["positioner"]}
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          <Popover.Popup className={styles["popup"]} aria-label={label} finalFocus={anchor}>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
