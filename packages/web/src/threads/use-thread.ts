import { type MessageView, type OwnChannel, placeKey } from "@hubbub/client";
import { useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useSelected } from "../app/use-observable.ts";

/** A window of a thread's replies as long as it is shown, begun around `at`, or with the newest where that is 0. */
export function useThreadView(channel: OwnChannel, root: number, at: number): MessageView | undefined {
  const { state } = useChat();
  const [view, setView] = useState<MessageView>();
  useEffect(() => {
    const made = state.view(channel.id, { thread: root, ...(at > 0 && at !== root ? { around: at } : {}) });
    setView(made);
    return () => {
      made.close();
      setView(undefined);
    };
    // Another `at` is a jump in the same view: the list's.
  }, [state, channel.id, root]);
  return view;
}

/** Whether the user follows a thread. */
export function useFollowing(channel: number, root: number): boolean {
  const { state } = useChat();
  return useSelected(state.threads, (threads) => threads.has(placeKey(channel, root)));
}
