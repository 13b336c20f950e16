import { placeKey } from "@hubbub/client";
import { useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { useSelected } from "../app/use-observable.ts";
import { nameOf } from "../app/use-user.ts";
import { useText } from "../i18n/text.ts";

import styles from "./TypingLine.module.css";

/** Who is typing in a channel (thread 0) or a thread; its room is kept while nobody does. */
export function TypingLine({ channel, thread }: { channel: number; thread: number }) {
  const { common, composer } = useText();
  const { client, state } = useChat();
  const typing = useSelected(state.typing, (all) => all.get(placeKey(channel, thread)));
  const users = (typing ?? []).filter((id) => id !== client.me?.id);
  const said = useSyncExternalStore(state.subscribeUsers, () =>
    users.length === 0 || users.length > 3
      ? ""
      : composer.typing(users.map((id) => nameOf(state.user(id), common.somebody))),
  );
  return (
    <div className={styles["line"]} role="status">
      {users.length > 0 && <span aria-hidden className={styles["dots"]} />}
      {users.length > 3 ? composer.manyTyping : said}
    </div>
  );
}
