import type { MessageState, OwnChannel, Reaction } from "@hubbub/client";
import { may } from "@hubbub/client";
import { SmilePlus } from "lucide-react";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { nameOf, useMe } from "../app/use-user.ts";
import { toast } from "../design/toast.ts";
import { CustomEmojiImage } from "../emoji/CustomEmojiImage.tsx";
import { EmojiButton } from "../emoji/EmojiButton.tsx";
import { useNamedEmoji } from "../emoji/use-named-emoji.ts";
import { useText } from "../i18n/text.ts";

import styles from "./Reactions.module.css";

/** Names of who reacted that are told; the others are counted. */
const NAMED_MAX = 12;

export interface ReactionsProps {
  channel: OwnChannel;
  message: MessageState;
}

/** Who reacted how to a message; nothing where nobody did. */
export function Reactions({ channel, message }: ReactionsProps) {
  const text = useText();
  const { state } = useChat();
  const mayReact = may("react", channel, useMe());
  if (message.reactions.length === 0) return null;
  const react = (emoji: string) => {
    state.channel(channel.id)?.message(message.seq).react(emoji).catch(toast.error);
  };
  return (
    <div className={styles["bar"]} role="group" aria-label={text.messages.reactions}>
      {message.reactions.map((reaction) => (
        <Chip
          key={reaction.emoji}
          channel={channel}
          seq={message.seq}
          reaction={reaction}
          disabled={!mayReact}
        />
      ))}
      {mayReact && (
        <EmojiButton
          className={styles["add"]}
          size="small"
          icon={SmilePlus}
          label={text.emoji.add}
          onPick={react}
        />
      )}
    </div>
  );
}

interface ChipProps {
  channel: OwnChannel;
  seq: number;
  reaction: Reaction;
  disabled: boolean;
}

function Chip({ channel, seq, reaction, disabled }: ChipProps) {
  const text = useText();
  const { client, state } = useChat();
  const { emoji, users } = reaction;
  const named = useNamedEmoji(emoji)(emoji.slice(1, -1));
  const [who, setWho] = useState<string>();
  const own = users.includes(client.me?.id ?? 0);
  /** Names are asked for when somebody wants to know them. */
  const tellWho = async () => {
    const known = await Promise.all(users.slice(0, NAMED_MAX).map((id) => client.user(id)));
    const names = known.map((user) => nameOf(user, text.common.somebody));
    setWho(text.messages.reactedBy(names, users.length - names.length));
  };
  const prepare = () => void tellWho().catch(() => setWho(undefined));
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
      title={who}
      disabled={disabled}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={toggle}
    >
      <span aria-hidden>
        {named !== undefined && "file" in named ? (
          <CustomEmojiImage name={emoji.slice(1, -1)} file={named.file} />
        ) : (
          emoji
        )}
      </span>
      <span aria-hidden className={styles["count"]}>
        {users.length}
      </span>
    </button>
  );
}
