import { type DependencyList, useCallback } from "react";

import { useAttempt } from "../app/use-attempt.ts";
import { type Loaded, useLoaded } from "../app/use-loaded.ts";
import { toast } from "../design/toast.ts";

export interface Page<T> {
  items: readonly T[];
  more: boolean;
}

/** The value are the items of all pages that are there; `reload` begins anew with the first one. */
export interface Pages<T> extends Omit<Loaded<readonly T[]>, "set"> {
  more: boolean;
  /** The next page is on its way. */
  busy: boolean;
  loadMore: () => Promise<void>;
  /** Changes what is known, after something was changed on the server. */
  change: (how: (items: readonly T[]) => readonly T[]) => void;
}

type Load<T> = (last: T | undefined) => Promise<Page<T>>;

/**
 * A list that is loaded page by page: `load` gives the page after `last`, or the first one. While the first page for
 * other `dependencies` is on its way, what was there before is shown.
 */
export function usePages<T>(load: Load<T>, dependencies: DependencyList): Pages<T> {
  const ask = useCallback(load, dependencies);
  const first = async () => ({ ...(await ask(undefined)), of: ask });
  const { value: page, error, reload, set } = useLoaded(first, [ask]);
  const { busy, run } = useAttempt();
  const append = async () => {
    const next = await ask(page?.items.at(-1));
    set((before) =>
      before?.of === ask ? { ...next, items: [...before.items, ...next.items], of: ask } : before,
    );
  };
  const loadMore = async () => {
    await run(() => append().catch(toast.error));
  };
  const change = (how: (items: readonly T[]) => readonly T[]) =>
    set((before) => before && { ...before, items: how(before.items) });
  const more = page?.of === ask && page.more;
  return { value: page?.items, more, busy, error, loadMore, reload, change };
}
