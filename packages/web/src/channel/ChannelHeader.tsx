import type { OwnChannel } from "@hubbub/client";

import styles from "./ChannelHeader.module.css";

/** The channel's name and topic, and the ways to what there is about it. */
export function ChannelHeader({ channel }: { channel: OwnChannel }) {
  return (
    <header className={styles["header"]}>
      <h1 className={styles["name"]}>{channel.name}</h1>
      <span className={styles["topic"]}>{channel.topic}</span>
    </header>
  );
}
