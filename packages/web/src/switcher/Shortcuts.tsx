import { Dialog } from "../design/Dialog.tsx";
import { useText } from "../i18n/text.ts";
import type { Closable } from "../shell/dialogs.ts";

import styles from "./Shortcuts.module.css";

/** What keys do. */
export function Shortcuts({ onClose }: Closable) {
  const text = useText();
  return (
    <Dialog title={text.switcher.shortcutsTitle} onClose={onClose}>
      <dl>
        {text.switcher.shortcuts.map(([keys, what]) => (
          <div key={keys} className={styles["row"]}>
            <dt>{what}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
