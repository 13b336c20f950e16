import type { ReactNode } from "react";
import { Link } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useSelected } from "../app/use-observable.ts";
import { channelName } from "../channel/channel-name.ts";
import { useText } from "../i18n/text.ts";

import styles from "./DraftsPane.module.css";

export interface Written {
  channel: number;
  thread: number;
  text: string;
  files: readonly number[];
}

/** A message that isn't sent: where it belongs, how it begins, and what can be done with it. */
export function WrittenItem({
  written,
  note,
  children,
}: {
  written: Written;
  note?: ReactNode;
  children: ReactNode;
}) {
  const { channels, composer } = useText();
  const { state } = useChat();
  const { channel: id, thread, text, files } = written;
  const channel = useSelected(state.channels, (all) => all.get(id));
  const name = channel === undefined ? channels.gone : channelName(channel, state);
  const place = thread > 0 ? composer.inThread(name) : name;
  return (
    <li className={styles["item"]}>
      <div className={styles["about"]}>
        {channel === undefined ? (
          <span className={styles["place"]}>{place}</span>
        ) : (
          <Link className={styles["place"]} href={placeOf(written)} data-finger>
            {place}
          </Link>
        )}
        {note}
        {text !== "" && <p className={styles["text"]}>{text}</p>}
        {files.length > 0 && <p className={styles["note"]}>{composer.filesOnly(files.length)}</p>}
      </div>
      <div className={styles["actions"]}>{children}</div>
    </li>
  );
}

/** Address of where it is written. */
export function placeOf({ channel, thread }: Written): string {
  return routes.channel(channel, thread > 0 ? { thread } : {});
}
