import { type MessageView, placeKey } from "@hubbub/client";
import { useCallback, useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { beginning, bringTo, bringToBeginning, type Goal, holdsBeginning } from "./opening.ts";

const NEWEST: Goal = { kind: "newest", seq: 0 };

/**
 * Where the list is to be scrolled to; undefined until the view holds it. `at` is the seq of a message to jump to; 0:
 * none. The function goes to the newest message, as does who sends one.
 */
export function useGoal(view: MessageView, at: number): [Goal | undefined, () => void] {
  const { client, state } = useChat();
  const me = client.me?.id ?? 0;
  const { channel, thread } = view;
  const [read] = useState(() => {
    if (thread === 0) return state.readOf(channel) ?? 0;
    return state.threads.current.get(placeKey(channel, thread))?.read ?? Infinity;
  });
  const [goal, setGoal] = useState(() =>
    at === 0 && holdsBeginning(view, read) ? beginning(view, read, me) : undefined,
  );
  const isBegun = goal !== undefined;
  useEffect(() => {
    if (at === 0 && isBegun) return undefined;
    let isWanted = true;
    const brought = at > 0 ? bringTo(view, at) : bringToBeginning(view, read, me);
    void brought.then(() => {
      if (isWanted) setGoal(at > 0 ? { kind: "message", seq: at } : beginning(view, read, me));
    });
    return () => {
      isWanted = false;
    };
    // What was reached once isn't left because of `isBegun`.
  }, [view, at]);
  const toNewest = useCallback(() => void view.toNewest().then(() => setGoal({ ...NEWEST })), [view]);
  // Who sends sees it, wherever they have scrolled to.
  useEffect(
    () =>
      client.on("queued", (entry) => {
        if (entry.channel === channel && (entry.thread ?? 0) === thread) toNewest();
      }),
    [client, channel, thread, toNewest],
  );
  return [goal, toNewest];
}
