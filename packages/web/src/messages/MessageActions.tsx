import { Ellipsis, SmilePlus } from "lucide-react";

import { IconButton } from "../design/IconButton.tsx";
import { MenuButton } from "../design/MenuButton.tsx";
import { EmojiButton } from "../emoji/EmojiButton.tsx";
import { quickReactions } from "../emoji/quick-reactions.ts";
import { useText } from "../i18n/text.ts";
import { type MessageActionsProps, useMessageActions } from "./use-message-actions.ts";

import styles from "./MessageActions.module.css";

/** Emoji beside the picker. */
const QUICK = 3;

export interface MessageToolbarProps extends MessageActionsProps {
  /** Whether something of it is open, so that it must not go away. */
  onOpenChange?: (open: boolean) => void;
}

/** What can be done with a message, beside it while the pointer or the focus is on it. Fingers get `openMessageActions`. */
export function MessageActions({ onOpenChange, ...place }: MessageToolbarProps) {
  const text = useText();
  const { react, reply, edit, more } = useMessageActions(place);
  return (
    <div className={styles["toolbar"]} role="toolbar" aria-label={text.messages.actions}>
      {react !== undefined &&
        quickReactions(QUICK).map((emoji) => (
          <button
            key={emoji}
            type="button"
            className={styles["quick"]}
            title={text.messages.react(emoji)}
            aria-label={text.messages.react(emoji)}
            onClick={() => react(emoji)}
          >
            {emoji}
          </button>
        ))}
      {react !== undefined && (
        <EmojiButton
          size="small"
          icon={SmilePlus}
          label={text.emoji.add}
          onPick={react}
          {...(onOpenChange !== undefined && { onOpenChange })}
        />
      )}
      {[reply, edit].map(
        (item) =>
          item?.icon !== undefined && (
            <IconButton
              key={item.label}
              size="small"
              icon={item.icon}
              label={item.label}
              onClick={item.onSelect}
            />
          ),
      )}
      <MenuButton
        size="small"
        icon={Ellipsis}
        label={text.messages.more}
        items={more}
        {...(onOpenChange !== undefined && { onOpenChange })}
      />
    </div>
  );
}
