import type { User } from "@hubbub/client";

import { classNames } from "../design/class-names.ts";

import styles from "./Markdown.module.css";

/** Somebody who is mentioned; undefined: all are. */
export function Mention({ text, isMe }: { text: string; user: User | undefined; isMe: boolean }) {
  return <span className={classNames(styles["mention"], isMe && styles["own"])}>{text}</span>;
}
