import type { MessageView, OwnChannel } from "@hubbub/client";

import { Notice } from "../design/Notice.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";
import { Skeleton } from "./ListEnds.tsx";
import { Messages } from "./Messages.tsx";
import { useFrames } from "./use-frames.ts";
import { useGoal } from "./use-goal.ts";
import { useStableChannel } from "./use-stable-channel.ts";

import styles from "./MessageList.module.css";

export interface MessageListProps {
  view: MessageView;
  channel: OwnChannel;
  /** Seq of the message to jump to; 0: to what is unread, or the newest. */
  at?: number;
}

/** Messages of a channel or a thread, over any length of history. Another view is another list: give it a `key`. */
export function MessageList({ view, channel, at = 0 }: MessageListProps) {
  const text = useText();
  const frame = useFrames(view);
  const [goal, toNewest] = useGoal(view, at);
  const stable = useStableChannel(channel);
  const read = channel.mine?.read ?? 0;
  return (
    <div className={styles["pane"]}>
      {frame.error !== undefined && (
        <Notice kind="error">
          {text.list.failed} {describeError(frame.error)}
        </Notice>
      )}
      {goal === undefined || frame.loading ? (
        frame.error === undefined && <Skeleton />
      ) : (
        <Messages view={view} channel={stable} read={read} frame={frame} goal={goal} onNewest={toNewest} />
      )}
    </div>
  );
}
