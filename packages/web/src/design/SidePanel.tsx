import { ArrowLeft, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";

import { useText } from "../i18n/text.ts";
import { IconButton } from "./IconButton.tsx";

import styles from "./SidePanel.module.css";

export interface SidePanelProps {
  title: string;
  onClose: () => void;
  /** Stands above what scrolls. */
  top?: ReactNode;
  children: ReactNode;
}

/** Something about what stands beside it; on phones instead of it. Escape within it closes it. */
export function SidePanel({ title, onClose, top, children }: SidePanelProps) {
  const text = useText();
  const panel = useRef<HTMLElement>(null);
  const pressed = (event: KeyboardEvent) => {
    // What has opened over the panel closes first.
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (panel.current?.contains(event.target as Node) === true) onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from anywhere in it; there is a button, too.
    <aside ref={panel} className={styles["panel"]} aria-label={title} onKeyDown={pressed}>
      <header className={styles["header"]}>
        <IconButton icon={ArrowLeft} label={text.common.back} className={styles["back"]} onClick={onClose} />
        <h2 className={styles["title"]}>{title}</h2>
        <IconButton icon={X} label={text.common.close} className={styles["close"]} onClick={onClose} />
      </header>
      {top !== undefined && <div className={styles["top"]}>{top}</div>}
      <div className={styles["body"]}>{children}</div>
    </aside>
  );
}
