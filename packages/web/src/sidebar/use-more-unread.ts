import { useCallback, useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import type { RowPlaces } from "./row-places.ts";
import { isUnreadIn } from "./unread.ts";

export interface MoreUnread {
  above: boolean;
  below: boolean;
  /** Scrolls the next one that way into sight. */
  show: (side: "above" | "below") => void;
}

/** Whether unread channels are out of sight in the list: above it, and below. */
export function useMoreUnread(places: RowPlaces): MoreUnread {
  const { state } = useChat();
  const [out, setOut] = useState({ above: false, below: false });
  const outOfSight = useCallback(() => places.outOfSight((id) => isUnreadIn(state, id)), [places, state]);
  useEffect(() => {
    let frame = 0;
    const look = () => {
      const { above, below } = outOfSight();
      const next = { above: above !== undefined, below: below !== undefined };
      setOut((known) => (known.above === next.above && known.below === next.below ? known : next));
    };
    const lookSoon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    const stops = [places, state.unread, state.channels].map(({ subscribe }) => subscribe(lookSoon));
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [outOfSight, places, state]);
  const show = (side: "above" | "below") => {
    const next = outOfSight()[side];
    if (next !== undefined) places.show(next.id, { centred: true });
  };
  return { ...out, show };
}
