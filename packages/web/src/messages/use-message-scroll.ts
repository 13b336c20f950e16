import type { MessageView } from "@hubbub/client";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

import { ListScroll, type Place } from "../list/list-scroll.ts";
import type { Goal } from "./opening.ts";
import { indexOf } from "./rows.ts";
import type { Frame } from "./view-frames.ts";

/** Who comes so near to an end of what is loaded gets more, in px. */
const NEAR_PX = 1_500;
/** Left above a message that is shown at the top, in px. */
const ABOVE_PX = 56;

export interface MessageScroll {
  scroll: ListScroll;
  /** Whether the newest message of all is seen. */
  isAtNewest: boolean;
}

/**
 * Scrolls a list of messages: to its goals; with the newest message, for who is at it; else not at all. Has older and
 * newer ones loaded for who comes near to where they are missing.
 */
export function useMessageScroll(view: MessageView, frame: Frame, goal: Goal): MessageScroll {
  const [scroll] = useState(() => new ListScroll(placeOf(view, frame, goal)));
  const [isAtEnd, setAtEnd] = useState(scroll.isAtEnd);
  const reached = useRef(goal);

  const onMoved = useCallback(() => {
    setAtEnd(scroll.isAtEnd);
    const { messages, moreBefore, moreAfter } = view.current;
    const read = messages.find((message) => view.key(message) === scroll.held)?.seq;
    if (read !== undefined || scroll.isAtEnd) view.readAt(read ?? 0);
    const { above, below } = scroll.rest;
    if (moreBefore && above < NEAR_PX) void view.loadBefore();
    // Where both are near it is the newer ones that are kept.
    if (moreAfter && below < NEAR_PX) void view.loadAfter();
  }, [scroll, view]);
  useLayoutEffect(() => {
    scroll.onMoved = onMoved;
  }, [scroll, onMoved]);
  useEffect(() => {
    // What is read stays, and newer messages are let go of.
    void (isAtEnd ? view.loadAfter() : view.loadBefore());
  }, [isAtEnd, view]);
  useLayoutEffect(() => {
    if (reached.current === goal || !holds(frame, goal)) return;
    reached.current = goal;
    scroll.aim(placeOf(view, frame, goal));
  }, [scroll, view, frame, goal]);
  return { scroll, isAtNewest: isAtEnd && !frame.moreAfter };
}

/** Whether a frame has what is to be scrolled to. */
function holds({ messages, moreBefore, moreAfter }: Frame, { kind, seq }: Goal): boolean {
  if (kind === "newest") return !moreAfter;
  const [first, last] = [messages[0]?.seq ?? 0, messages.at(-1)?.seq ?? 0];
  return (first <= seq || !moreBefore) && (last >= seq || !moreAfter);
}

/** Where the goal is in a list; of a message that is gone, where the next one is. */
function placeOf(view: MessageView, { messages }: Frame, { kind, seq }: Goal): Place {
  const message = messages[indexOf(messages, seq)];
  if (kind === "newest" || message === undefined) return { kind: "end" };
  const key = view.key(message);
  return kind === "message"
    ? { kind: "row", key, align: "center", offset: 0 }
    : { kind: "row", key, align: "start", offset: ABOVE_PX };
}
