import { type MessageView, placeKey } from "@hubbub/client";
import { useCallback, useEffect, useRef, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { beginning, bringTo, bringToBeginning, type Goal, holdsBeginning, loaded } from "./opening.ts";
import { useVisits } from "./use-visits.ts";

const NEWEST: Goal = { kind: "newest", seq: 0 };

/**
 * Where the list is to be scrolled to; undefined until the view holds it. `at` is the seq of a message to jump to; 0:
 * none. The function goes to the newest message, as does who sends one, or goes back from where they have jumped to.
 */
export function useGoal(view: MessageView, at: number): [Goal | undefined, () => void] {
  const { client, state } = useChat();
  const { channel, thread } = view;
  const readTo = useCallback(() => {
    if (thread === 0) return state.readOf(channel) ?? 0;
    return state.threads.current.get(placeKey(channel, thread))?.read ?? Infinity;
  }, [state, channel, thread]);
  const [goal, setGoal] = useState(() => {
    const [me, read] = [client.me?.id, readTo()];
    return at === 0 && me !== undefined && holdsBeginning(view, read) ? beginning(view, read, me) : undefined;
  });
  const toNewest = useCallback(() => void view.toNewest().then(() => setGoal({ ...NEWEST })), [view]);
  const isBegun = goal !== undefined;
  const { again, byHistory } = useVisits();
  const before = useRef(at);
  useEffect(() => {
    const isLeft = at === 0 && before.current > 0;
    before.current = at;
    if (at === 0 && isBegun) {
      // The browser says how they went only when the page shows it already.
      const timer = setTimeout(() => isLeft && byHistory.current && toNewest());
      return () => clearTimeout(timer);
    }
    let isWanted = true;
    const begin = async (): Promise<Goal> => {
      if (at > 0) {
        await bringTo(view, at);
        return { kind: "message", seq: at };
      }
      // Who they are and what they have read is known once messages are there, which the server has sent.
      await loaded(view);
      const [me, read] = [client.me?.id ?? 0, readTo()];
      await bringToBeginning(view, read, me);
      return beginning(view, read, me);
    };
    void begin().then((begun) => {
      if (isWanted) setGoal(begun);
    });
    return () => {
      isWanted = false;
    };
    // What was reached once isn't left because of `isBegun`.
  }, [view, at, again]);
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
