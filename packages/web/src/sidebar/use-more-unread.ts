import { type RefObject, useCallback, useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";

export interface MoreUnread {
  above: boolean;
  below: boolean;
  /** Scrolls the next one that way into sight. */
  show: (side: "above" | "below") => void;
}

/** Whether unread channels are out of sight in the list: above it, and below. */
export function useMoreUnread(list: RefObject<HTMLElement | null>): MoreUnread {
  const { state } = useChat();
  const [out, setOut] = useState({ above: false, below: false });
  const look = useCallback(() => {
    const { above, below } = outOfSight(list.current);
    const next = { above: above !== undefined, below: below !== undefined };
    setOut((known) => (known.above === next.above && known.below === next.below ? known : next));
  }, [list]);
  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    let frame = 0;
    const lookSoon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    const sizes = new ResizeObserver(lookSoon);
    sizes.observe(element);
    element.addEventListener("scroll", lookSoon, { passive: true });
    const stops = [state.unread, state.channels].map(({ subscribe }) => subscribe(lookSoon));
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      element.removeEventListener("scroll", lookSoon);
      for (const stop of stops) stop();
    };
  }, [list, look, state]);
  const show = (side: "above" | "below") =>
    outOfSight(list.current)[side]?.scrollIntoView({ block: "center" });
  return { ...out, show };
}

/** The nearest unread rows that can't be seen. */
function outOfSight(list: HTMLElement | null): { above?: Element; below?: Element } {
  if (list === null) return {};
  const { top, bottom } = list.getBoundingClientRect();
  const rows = [...list.querySelectorAll("li[data-unread]")];
  const above = rows.findLast((row) => row.getBoundingClientRect().bottom <= top);
  const below = rows.find((row) => row.getBoundingClientRect().top >= bottom);
  return { ...(above && { above }), ...(below && { below }) };
}
