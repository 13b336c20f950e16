import type { MessageView } from "@hubbub/client";
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
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
  const position = useRef({ atEnd: false, top: 0, goal: undefined as Goal | undefined });
  const [isAtEnd, setAtEnd] = useState(false);
  const end = frame.messages.length + frame.unsent.length + 1;

  const stay = useCallback((atEnd: boolean) => {
    position.current.atEnd = atEnd;
    setAtEnd(atEnd);
  }, []);

  const fill = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { moreBefore, moreAfter } = view.current;
    if (moreBefore && element.scrollTop < NEAR_PX) void view.loadBefore();
    // Where both are near, or the newest is seen, it is the newer ones that are kept.
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (position.current.atEnd || (moreAfter && below < NEAR_PX)) void view.loadAfter();
  }, [view]);

  useLayoutEffect(() => {
    const { current } = list;
    if (current === null) return;
    if (position.current.goal !== goal && holds(frame, goal)) {
      position.current.goal = goal;
      scrollTo(current, frame, goal);
      stay(goal.kind === "newest");
    } else if (position.current.atEnd && !frame.shift) current.scrollToIndex(end, { align: "end" });
  }, [frame, goal, end, stay]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop } = element;
    const below = element.scrollHeight - scrollTop - element.clientHeight;
    const before = position.current;
    if (below <= AT_BOTTOM_PX) {
      if (!before.atEnd) stay(true);
    } else if (before.atEnd && scrollTop < before.top) {
      stay(false);
      // What is read stays, and newer messages are let go of.
      void view.loadBefore();
    }
    before.top = scrollTop;
    fill();
  }, [fill, stay, view]);

  const onResize = useCallback(() => {
    if (position.current.atEnd) list.current?.scrollToIndex(end, { align: "end" });
    fill();
  }, [end, fill]);

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
  else if (kind === "unread") list.scrollToIndex(index, { align: "start", offset: -ABOVE_PX });
  else list.scrollToIndex(frame.messages.length + frame.unsent.length + 1, { align: "end" });
}
