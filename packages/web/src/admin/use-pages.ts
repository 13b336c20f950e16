import { useCallback, useEffect, useRef, useState } from "react";

import { toast } from "../design/toast.ts";

export interface Page<T> {
  items: readonly T[];
  more: boolean;
}

export interface Pages<T> {
  /** Undefined until the first page is there. */
  items: readonly T[] | undefined;
  more: boolean;
  busy: boolean;
  /** Why the first page couldn't be loaded. */
  error: unknown;
  loadMore: () => Promise<void>;
  /** Begins anew with the first page. */
  reload: () => Promise<void>;
  /** Changes what is known, after something was changed on the server. */
  change: (how: (items: readonly T[]) => readonly T[]) => void;
}

type Load<T> = (last: T | undefined) => Promise<Page<T>>;

/**
 * A list that is loaded page by page: `load` gives the page after `last`, or the first one. While the first page of
 * another `load` is on its way, what was there before is shown.
 */
export function usePages<T>(load: Load<T>): Pages<T> {
  const [page, setPage] = useState<Page<T> & { of: Load<T> }>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const current = useRef(load);
  const reload = useCallback(async () => {
    current.current = load;
    try {
      const first = await load(undefined);
      if (current.current !== load) return;
      setPage({ ...first, of: load });
      setError(undefined);
    } catch (refused) {
      if (current.current === load) setError(refused);
    }
  }, [load]);
  useEffect(() => {
    void reload();
  }, [reload]);
  const loadMore = async () => {
    setBusy(true);
    try {
      const next = await load(page?.items.at(-1));
      if (current.current === load) {
        setPage({ items: [...(page?.items ?? []), ...next.items], more: next.more, of: load });
      }
    } catch (refused) {
      toast.error(refused);
    } finally {
      setBusy(false);
    }
  };
  const change = (how: (items: readonly T[]) => readonly T[]) =>
    setPage((before) => before && { ...before, items: how(before.items) });
  const more = page?.of === load && page.more;
  return { items: page?.items, more, busy, error, loadMore, reload, change };
}
