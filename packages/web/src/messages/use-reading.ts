import type { MessageView } from "@hubbub/client";
import { useCallback, useEffect, useRef, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import type { Goal } from "./opening.ts";
import { firstUnread } from "./rows.ts";
import { useLooking } from "./use-looking.ts";
import type { Frame } from "./view-frames.ts";

/** Who looks on has read what came, told so often, in ms. */
const TELL_MS = 250;

type Timer = ReturnType<typeof setTimeout>;

interface ReadingOptions {
  /** Where the user has read to in the channel. */
  read: number;
  frame: Frame;
  goal: Goal;
  isAtNewest: boolean;
}

/**
 * Marks as read what is seen: the newest message, by somebody who looks at the page. Gives the seq of the first message
 * that was new when the list was opened, or that came while nobody looked; 0: none.
 */
export function useReading(view: MessageView, { read, frame, goal, isAtNewest }: ReadingOptions): number {
  const { client, state } = useChat();
  const me = client.me?.id ?? 0;
  const { messages } = frame;
  const newest = messages.at(-1)?.seq ?? 0;
  const isLooking = useLooking();
  const isRead = isLooking && isAtNewest;
  const [firstNew, setFirstNew] = useState(goal.kind === "unread" ? goal.seq : 0);

  const due = useRef<{ seq: number; timer: Timer | undefined }>({ seq: 0, timer: undefined });
  const tell = useCallback(() => {
    clearTimeout(due.current.timer);
    due.current.timer = undefined;
    state.markRead(view.channel, due.current.seq, { thread: view.thread });
  }, [state, view]);
  useEffect(() => {
    if (!isRead || newest <= due.current.seq) return;
    due.current.seq = newest;
    due.current.timer ??= setTimeout(tell, TELL_MS);
  }, [isRead, newest, tell]);
  useEffect(() => () => void (due.current.timer !== undefined && tell()), [tell]);

  // Somebody looked away: what comes from now on is new.
  const leftAt = useRef<number | undefined>(undefined);
  useEffect(() => {
    leftAt.current = isLooking ? undefined : newest;
    // Where they have looked last.
  }, [isLooking]);
  useEffect(() => {
    if (isLooking || leftAt.current === undefined) return;
    const came = firstUnread(messages, leftAt.current, me);
    if (came === undefined) return;
    leftAt.current = undefined;
    setFirstNew(came.seq);
  }, [isLooking, messages, me]);

  // Marked as unread again, here or elsewhere.
  const readBefore = useRef(read);
  useEffect(() => {
    if (view.thread === 0 && read < readBefore.current)
      setFirstNew(firstUnread(messages, read, me)?.seq ?? 0);
    readBefore.current = read;
    // What comes later doesn't move the line.
  }, [read]);
  return firstNew;
}
