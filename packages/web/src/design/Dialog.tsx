import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useState } from "react";

import { useText } from "../i18n/text.ts";
import { IconButton } from "./IconButton.tsx";

import styles from "./Dialog.module.css";

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons; the one that it is for comes last. */
  footer?: ReactNode;
  size?: "small" | "normal" | "wide" | undefined;
}

/** A dialog over everything else. It is open while it is rendered; load what is in it by `lazy`. */
export function Dialog({ title, onClose, children, footer, size = "normal" }: DialogProps) {
  const text = useText();
  // Before a field in it takes the focus.
  const [before] = useState(() => document.activeElement);
  const back = () =>
    before instanceof HTMLElement && before.isConnected && before !== document.body ? before : true;
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles["backdrop"]} />
        <Base.Popup className={styles["popup"]} data-size={size} finalFocus={back}>
          <header className={styles["header"]}>
            <Base.Title className={styles["title"]}>{title}</Base.Title>
            <IconButton icon={X} label={text.common.close} onClick={onClose} />
          </header>
          <div className={styles["body"]}>{children}</div>
          {footer !== undefined && <footer className={styles["footer"]}>{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
