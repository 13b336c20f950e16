import { classNames } from "../design/class-names.ts";
import { Dialog } from "../design/Dialog.tsx";
import { quickReactions } from "../emoji/quick-reactions.ts";
import { useText } from "../i18n/text.ts";
import { type MessageActionsProps, useMessageActions } from "./use-message-actions.ts";

import styles from "./MessageSheet.module.css";

/** All that can be done with a message, as a sheet for fingers. */
export function MessageSheet({ onClose, ...place }: MessageActionsProps & { onClose: () => void }) {
  const text = useText().messages;
  const { react, reply, edit, more } = useMessageActions(place);
  const items = [reply, edit, ...more].filter((item) => item !== undefined);
  /** First the sheet goes, so that what it opens is not closed with it. */
  const choose = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Dialog title={text.actions} size="small" onClose={onClose}>
      {react !== undefined && (
        <div className={styles["reactions"]}>
          {quickReactions().map((emoji) => (
            <button
              key={emoji}
              type="button"
              className={styles["reaction"]}
              aria-label={text.react(emoji)}
              onClick={choose(() => react(emoji))}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
      <ul>
        {items.map(({ label, icon: Icon, danger, onSelect }) => (
          <li key={label}>
            <button
              type="button"
              className={classNames(styles["item"], danger && styles["danger"])}
              onClick={choose(onSelect)}
            >
              {Icon !== undefined && <Icon aria-hidden size={20} />}
              {label}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
