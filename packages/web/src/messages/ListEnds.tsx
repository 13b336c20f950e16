import { ChannelKind, type OwnChannel } from "@hubbub/client";

import { Spinner } from "../design/Spinner.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./MessageList.module.css";

/** Stands where messages are on their way. */
export function MoreComing() {
  const text = useText();
  return (
    <div className={styles["more"]}>
      <Spinner /> <span className="visually-hidden">{text.common.loading}</span>
    </div>
  );
}

/** Above the first message of a channel. */
export function Beginning({ channel, isEmpty }: { channel: OwnChannel; isEmpty: boolean }) {
  const text = useText();
  const { name, kind, description } = channel;
  const words = kind === ChannelKind.DIRECT ? text.list.beginningDirect : text.list.beginning(name);
  return (
    <div className={styles["beginning"]}>
      {kind !== ChannelKind.DIRECT && <h2>{text.channels.hashName(name)}</h2>}
      <p>{words}</p>
      {description !== "" && <p>{description}</p>}
      {isEmpty && <p>{text.list.empty}</p>}
    </div>
  );
}

/** How many replies stand below a thread's root. */
export function RepliesLine({ count }: { count: number }) {
  const text = useText();
  return <div className={styles["replies"]}>{text.list.replies(count)}</div>;
}

/** Where messages will be. */
export function Skeleton() {
  const text = useText();
  return (
    <div className={styles["skeleton"]} role="status">
      <span className="visually-hidden">{text.common.loading}</span>
      {Array.from({ length: 6 }, (_, at) => (
        <div key={at} aria-hidden className={styles["ghost"]} />
      ))}
    </div>
  );
}
