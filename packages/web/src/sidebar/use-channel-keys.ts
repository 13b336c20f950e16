import { useEffect } from "react";
import { navigate } from "wouter/use-browser-location";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import type { RowPlaces } from "./row-places.ts";
import { isUnreadIn } from "./unread.ts";

/** Alt+↑ and Alt+↓ go to the channel above and below `current`, with Shift to the next unread one. */
export function useChannelKeys(places: RowPlaces, current: number): void {
  const { state } = useChat();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      const ids = event.key === "ArrowUp" ? places.ids().toReversed() : places.ids();
      const next = following(ids, current).find((id) => !event.shiftKey || isUnreadIn(state, id));
      if (next === undefined) return;
      places.show(next);
      navigate(routes.channel(next));
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [places, current, state]);
}

/** Those after `current`, and from the other end on those before it. */
function following(ids: readonly number[], current: number): number[] {
  const at = ids.indexOf(current);
  return [...ids.slice(at + 1), ...ids.slice(0, Math.max(at, 0))];
}
