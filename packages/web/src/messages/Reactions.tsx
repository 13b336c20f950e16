import type { MessageState, OwnChannel, Reaction } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";

import styles from "./Reactions.module.css";

export interface ReactionsProps {
  channel: OwnChannel;
  message: MessageState;
}

/** Who reacted how to a message; nothing where nobody did. */
export function Reactions({ channel, message }: ReactionsProps) {
  const text = useText();
  if (message.reactions.length === 0) return null;
  return (
    <div className={styles["bar"]} role="group" aria-label={text.messages.reactions}>
      {message.reactions.map((reaction) => (
        <Chip key={reaction.emoji} channel={channel} seq={message.seq} reaction={reaction} />
      ))}
    </div>
  );
}

function Chip({ channel, seq, reaction }: { channel: OwnChannel; seq: number; reaction: Reaction }) {
  const text = useText();
  const { client, state } = useChat();
  const { emoji, users } = reaction;
  const own = users.includes(client.me?.id ?? 0);
  const toggle = () => {
    const message = state.channel(channel.id)?.message(seq);
    (own ? message?.unreact(emoji) : message?.react(emoji))?.catch(toast.error);
  };
  return (
    <button
      type="button"
      className={styles["chip"]}
      aria-pressed={own}
      aria-label={text.messages.reaction(emoji, users.length)}
      disabled={channel.archived}
      onClick={toggle}
    >
      <span aria-hidden>{emoji}</span>
      <span aria-hidden className={styles["count"]}>
        {users.length}
      </span>
    </button>
  );
}
