import { useEffect, useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import { type Writing, writingIn, type WritingState } from "./writing.ts";

/** What is being written in a channel (thread 0) or a thread; the component is rendered again when it changes. */
export function useWriting(channel: number, thread: number): [Writing, WritingState] {
  const writing = writingIn(useChat(), channel, thread);
  const state = useSyncExternalStore(writing.subscribe, () => writing.current);
  useEffect(() => () => writing.left(), [writing]);
  return [writing, state];
}
