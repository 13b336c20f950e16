import { LIMITS, may, type OwnChannel } from "@hubbub/client";
import { type KeyboardEvent, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useMe } from "../app/use-user.ts";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";

import field from "../design/TextField.module.css";
import styles from "./ChannelHeader.module.css";

/** The channel's topic, which is changed where it stands by who may. */
export function TopicButton({ channel }: { channel: OwnChannel }) {
  const text = useText();
  const { state } = useChat();
  const me = useMe();
  const [draft, setDraft] = useState<string>();
  if (!may("setTopic", channel, me)) return <span className={styles["topic"]}>{channel.topic}</span>;
  if (draft === undefined) {
    return (
      <button
        type="button"
        className={styles["topic"]}
        title={text.channels.editTopic}
        onClick={() => setDraft(channel.topic)}
      >
        {channel.topic || <span className={styles["add-topic"]}>{text.channels.addTopic}</span>}
      </button>
    );
  }
  const save = () => {
    setDraft(undefined);
    if (draft !== channel.topic) state.channel(channel.id)?.update({ topic: draft }).catch(toast.error);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) save();
    if (event.key === "Escape") setDraft(undefined);
  };
  return (
    <input
      className={field["input"]}
      aria-label={text.channels.topic}
      value={draft}
      maxLength={LIMITS.topicLength}
      autoFocus
      onChange={({ target }) => setDraft(target.value)}
      onKeyDown={pressed}
      onBlur={save}
    />
  );
}
