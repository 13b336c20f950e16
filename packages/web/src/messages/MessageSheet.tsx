import { SmilePlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { classNames } from "../design/class-names.ts";
import { Dialog } from "../design/Dialog.tsx";
import { quickReactions } from "../emoji/quick-reactions.ts";
import { useText } from "../i18n/text.ts";
import { type MessageActionsProps, useMessageActions } from "./use-message-actions.ts";

import styles from "./MessageSheet.module.css";

const EmojiPicker = lazy(async () => ({ default: (await import("../emoji/EmojiPicker.tsx")).EmojiPicker }));
/** Emoji beside the way to all others. */
const QUICK = 6;

/** All that can be done with a message, as a sheet for fingers. */
export function MessageSheet({ onClose, ...place }: MessageActionsProps & { onClose: () => void }) {
  const { messages: text, emoji } = useText();
  const [picks, setPicks] = useState(false);
  const { react, reply, edit, more } = useMessageActions(place);
  const items = [reply, edit, ...more].filter((item) => item !== undefined);
  /** First the sheet goes, so that what it opens is not closed with it. */
  const choose = (act: () => void) => () => {
    onClose();
    act();
  };
  if (picks && react !== undefined)
    return (
      <Dialog title={emoji.add} size="small" onClose={onClose}>
        <Suspense>
          <EmojiPicker onPick={(picked) => choose(() => react(picked))()} />
        </Suspense>
      </Dialog>
    );
  return (
    <Dialog title={text.actions} size="small" onClose={onClose}>
      {react !== undefined && (
        <div className={styles["reactions"]}>
          {quickReactions(QUICK).map((each) => (
            <button
              key={each}
              type="button"
              className={styles["reaction"]}
              aria-label={text.react(each)}
              onClick={choose(() => react(each))}
            >
              {each}
            </button>
          ))}
          <button
            type="button"
            className={styles["reaction"]}
            aria-label={emoji.add}
            onClick={() => setPicks(true)}
          >
            <SmilePlus aria-hidden size={20} />
          </button>
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
