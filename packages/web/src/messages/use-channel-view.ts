import type { MessageView } from "@hubbub/client";
import { useEffect, useMemo } from "react";

import { useChat } from "../app/chat-context.ts";
import { viewsOf } from "./view-cache.ts";

/** A window of the channel's messages; a new one is begun around `at`, or where the user has read to. Undefined: no member. */
export function useChannelView(id: number, isMember: boolean, at: number): MessageView | undefined {
  const { state } = useChat();
  const views = viewsOf(state);
  const view = useMemo(
    () => (isMember ? views.open(id, at > 0 ? at : unreadFrom()) : undefined),
    // Another `at` is a jump in the same view: the list's.
    [views, id, isMember],
  );
  useEffect(() => (view === undefined ? undefined : views.hold(view)), [views, view]);
  return view;

  function unreadFrom(): number | undefined {
    const read = state.readOf(id) ?? 0;
    const head = state.channels.current.get(id)?.head ?? 0;
    return head > read ? Math.max(1, read) : undefined;
  }
}
