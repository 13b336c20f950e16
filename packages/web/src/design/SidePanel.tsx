import { ArrowLeft, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useId } from "react";

import { useText } from "../i18n/text.ts";
import { IconButton } from "./IconButton.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

import styles from "./SidePanel.module.css";

export interface SidePanelProps {
  title: string;
  onClose: () => void;
  /** Beside the title. */
  actions?: ReactNode;
  /** What is in it lays itself out and scrolls, as a conversation does; the panel gets room for it. */
  fills?: boolean;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}

/** Something about what stands beside it; on phones instead of it. Escape within it closes it. */
export function SidePanel({ title, onClose, actions, fills = false, ref, children }: SidePanelProps) {
  const text = useText();
  const id = useId();
  useReturnFocus(id);
  const pressed = (event: KeyboardEvent) => {
    // What has opened over the panel, or edits in it, closes first, and says so.
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (event.currentTarget.contains(event.target as Node)) onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from anywhere in it; there is a button, too.
    <aside
      ref={ref}
      id={id}
      className={styles["panel"]}
      data-fills={fills || undefined}
      aria-label={title}
      data-region
      onKeyDown={pressed}
    >
      <header className={styles["header"]}>
        <IconButton icon={ArrowLeft} label={text.common.back} className={styles["back"]} onClick={onClose} />
        <h2 className={styles["title"]}>{title}</h2>
        {actions}
        <IconButton icon={X} label={text.common.close} className={styles["close"]} onClick={onClose} />
      </header>
      {fills ? children : <div className={styles["body"]}>{children}</div>}
    </aside>
  );
}
