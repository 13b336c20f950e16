import { type RefObject, useCallback, useLayoutEffect, useMemo, useSyncExternalStore } from "react";

import { useChat } from "../app/chat-context.ts";
import type { RowPlaces, RowWindow } from "./row-places.ts";
import type { SectionName } from "./sections.ts";
import { isUnreadIn } from "./unread.ts";

/** Rows of a section: so many from the first one on, and of the others those with something unread, and the one that is open. */
export function useShownIds(ids: readonly number[], current: number, most: number): readonly number[] {
  const { state } = useChat();
  const isCut = ids.length > most;
  const subscribe = useCallback(
    (changed: () => void) => {
      if (!isCut) return () => {};
      const stops = [state.unread.subscribe(changed), state.channels.subscribe(changed)];
      return () => stops.forEach((stop) => stop());
    },
    [state, isCut],
  );
  // As text, which is alike where they are.
  const shown = useSyncExternalStore(subscribe, () =>
    isCut ? ids.filter((id, at) => at < most || id === current || isUnreadIn(state, id)).join() : undefined,
  );
  return useMemo(
    () => (shown === undefined ? ids : shown.split(",").filter(Boolean).map(Number)),
    [ids, shown],
  );
}

/** Tells where a section's rows are, and gives those that are to be there; undefined: all. */
export function useRowWindow(
  places: RowPlaces,
  name: SectionName,
  list: RefObject<HTMLElement | null>,
  ids: readonly number[],
): RowWindow | undefined {
  useLayoutEffect(
    () => (list.current === null ? undefined : places.set(name, list.current, ids)),
    [places, name, list, ids],
  );
  return useSyncExternalStore(places.subscribe, () => places.windowOf(name, ids.length));
}
