import { CheckCheck } from "lucide-react";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { Loading } from "../app/Loading.tsx";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { Pane } from "../design/Pane.tsx";
import { Segments } from "../design/Segments.tsx";
import { toast } from "../design/toast.ts";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";
import { ThreadCard } from "./ThreadCard.tsx";
import { useThreads } from "./use-threads.ts";

import styles from "./ThreadsPane.module.css";

type Filter = "all" | "unread";

/** The threads that the user follows, by their newest reply. */
export function ThreadsPane() {
  const text = useText();
  const { state } = useChat();
  const [filter, setFilter] = useState<Filter>("all");
  const { threads, more, error, loadMore, refresh } = useThreads(filter === "unread");
  const markAllRead = () => {
    const followed = threads?.filter(({ unread }) => unread > 0) ?? [];
    const marking = followed.map(({ channel, root }) =>
      state.channel(channel)?.markRead(root?.replies?.lastSeq ?? 0, { thread: root?.seq ?? 0 }),
    );
    Promise.all(marking).then(refresh, toast.error);
  };
  const filters = [
    ["all", text.threads.all],
    ["unread", text.threads.unread],
  ] as const;
  return (
    <Pane
      title={text.threads.title}
      actions={
        <>
          <Segments label={text.threads.filter} options={filters} value={filter} onChange={setFilter} />
          <Button
            size="small"
            kind="quiet"
            disabled={threads?.some(({ unread }) => unread > 0) !== true}
            onClick={markAllRead}
          >
            <CheckCheck aria-hidden size={16} />
            <span className={styles["wide"]}>{text.threads.markAllRead}</span>
          </Button>
        </>
      }
    >
      <div className={styles["scroller"]}>
        {error !== undefined && <Notice kind="error">{describeError(error)}</Notice>}
        {threads === undefined && error === undefined && <Loading />}
        {threads?.length === 0 && (
          <p className={styles["empty"]}>{filter === "all" ? text.threads.none : text.threads.allRead}</p>
        )}
        <ul className={styles["list"]}>
          {threads?.map((thread) => (
            <li key={`${thread.channel}/${thread.root?.seq}`}>
              <ThreadCard thread={thread} />
            </li>
          ))}
        </ul>
        {more && (
          <div className={styles["more"]}>
            <Button onClick={loadMore}>{text.threads.more}</Button>
          </div>
        )}
      </div>
    </Pane>
  );
}
