import type { MessageView } from "@hubbub/client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";

import type { Goal } from "./opening.ts";
import { indexOf } from "./rows.ts";
import type { Frame } from "./view-frames.ts";

/** Who comes so near to an end of what is loaded gets more, in px. */
const NEAR_PX = 1_500;
/** Who is so near to the newest message is at it, in px. */
const AT_BOTTOM_PX = 8;
/** Left above a message that is shown at the top, in px. */
const ABOVE_PX = 56;
/** Until all is measured around what was scrolled to, in ms: nothing is put in front meanwhile. */
const SETTLED_MS = 200;

export interface MessageScroll {
  scroller: RefObject<HTMLDivElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  /** Whether the newest message of all is seen. */
  isAtNewest: boolean;
  onScroll: () => void;
  onResize: () => void;
}

/**
 * Scrolls a list of messages, which has one entry before them and one after: to its goals; with the newest message, for
 * who is at it; else not at all. Has older and newer ones loaded for who comes near to where they are missing.
 */
export function useMessageScroll(view: MessageView, frame: Frame, goal: Goal): MessageScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const position = useRef({
    atEnd: false,
    top: 0,
    goal: undefined as Goal | undefined,
    placed: 0,
    moreAfter: false,
  });
  const [isAtEnd, setAtEnd] = useState(false);
  const stay = useCallback((atEnd: boolean) => {
    position.current.atEnd = atEnd;
    setAtEnd(atEnd);
  }, []);

  const fill = useCallback(() => {
    const element = scroller.current;
    if (element === null || performance.now() < position.current.placed + SETTLED_MS) return;
    const { moreBefore, moreAfter } = view.current;
    if (moreBefore && element.scrollTop < NEAR_PX) void view.loadBefore();
    // Where both are near, or the newest is seen, it is the newer ones that are kept.
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (position.current.atEnd || (moreAfter && below < NEAR_PX)) void view.loadAfter();
  }, [view]);

  const stick = useCallback(() => {
    const element = scroller.current;
    if (position.current.atEnd && element !== null) element.scrollTop = element.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    const { current } = list;
    if (current === null) return;
    if (position.current.goal !== goal && holds(frame, goal)) {
      position.current.goal = goal;
      stay(goal.kind === "newest");
      if (goal.kind !== "newest") {
        position.current.placed = performance.now();
        scrollTo(current, frame, goal);
      }
    }
    stick();
    position.current.moreAfter = frame.moreAfter;
  }, [frame, goal, stay, stick]);
  useEffect(() => {
    const timer = setTimeout(fill, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [goal, fill]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop } = element;
    const below = element.scrollHeight - scrollTop - element.clientHeight;
    const before = position.current;
    if (below <= AT_BOTTOM_PX) {
      // The end of what is shown isn't the newest where more is to come.
      if (!before.atEnd && !before.moreAfter) stay(true);
    } else if (before.atEnd && scrollTop < before.top) {
      stay(false);
      // What is read stays, and newer messages are let go of.
      void view.loadBefore();
    }
    before.top = scrollTop;
    fill();
  }, [fill, stay, view]);

  // Where everything is seen, nothing is scrolled that would say so. It is known when all of it was measured.
  const check = useRef<number>(undefined);
  const onResize = useCallback(() => {
    stick();
    check.current ??= requestAnimationFrame(() => {
      check.current = requestAnimationFrame(() => {
        check.current = undefined;
        onScroll();
      });
    });
  }, [stick, onScroll]);
  useEffect(
    () => () => {
      if (check.current !== undefined) cancelAnimationFrame(check.current);
    },
    [],
  );

  return { scroller, list, isAtNewest: isAtEnd && !frame.moreAfter, onScroll, onResize };
}

/** Whether a frame has what is to be scrolled to. */
function holds({ messages, moreBefore, moreAfter }: Frame, { kind, seq }: Goal): boolean {
  if (kind === "newest") return !moreAfter;
  const [first, last] = [messages[0]?.seq ?? 0, messages.at(-1)?.seq ?? 0];
  return (first <= seq || !moreBefore) && (last >= seq || !moreAfter);
}

function scrollTo(list: VirtualizerHandle, frame: Frame, { kind, seq }: Goal): void {
  const index = indexOf(frame.messages, seq) + 1;
  if (kind === "message") list.scrollToIndex(index, { align: "center" });
  else list.scrollToIndex(index, { align: "start", offset: -ABOVE_PX });
}
