import { ArrowDown } from "lucide-react";

import { useChat } from "../app/chat-context.ts";
import { useSelected } from "../app/use-observable.ts";
import { useText } from "../i18n/text.ts";

import styles from "./MessageList.module.css";

/** The way down to the newest message, and how many came there. `channel` is 0 for a thread, whose are not counted. */
export function NewestPill({ channel, onPress }: { channel: number; onPress: () => void }) {
  const text = useText();
  const { state } = useChat();
  const count = useSelected(state.unread, ({ channels }) => channels.get(channel)?.messages ?? 0);
  return (
    <button type="button" className={styles["pill"]} data-new={count > 0 || undefined} onClick={onPress}>
      <ArrowDown aria-hidden size={16} /> {count > 0 ? text.list.newBelow(count) : text.list.toNewest}
    </button>
  );
}
