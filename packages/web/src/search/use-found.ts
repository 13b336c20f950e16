import type { Found } from "@hubbub/client";
import { useCallback, useEffect, useRef, useState } from "react";

export interface FoundPage {
  found: readonly Found[];
  /** For the next page; empty if there is none. */
  cursor: string;
  partial: boolean;
}

export type FetchPage = (cursor: string) => Promise<FoundPage>;

export interface FoundState {
  /** Undefined until the first page is there. */
  found: readonly Found[] | undefined;
  more: boolean;
  partial: boolean;
  loading: boolean;
  error: unknown;
}

type Loaded = Omit<FoundState, "more"> & { cursor: string };

const NOTHING: Loaded = { found: undefined, cursor: "", partial: false, loading: false, error: undefined };

/** Messages of several channels, page after page; anew with another `fetchPage`, and nothing without one. */
export function useFound(
  fetchPage: FetchPage | undefined,
): FoundState & { loadMore: () => void; refresh: () => void } {
  const [state, setState] = useState<Loaded>(NOTHING);
  const asked = useRef<FetchPage>(undefined);

  const load = useCallback(
    (cursor: string, use: (before: Loaded, page: FoundPage) => Partial<Loaded>) => {
      if (fetchPage === undefined) return;
      setState((before) => ({ ...before, loading: true, error: undefined }));
      fetchPage(cursor).then(
        (page) => {
          if (asked.current !== fetchPage) return;
          setState((before) => ({ ...before, ...use(before, page), loading: false, error: undefined }));
        },
        (error: unknown) => {
          if (asked.current === fetchPage) setState((before) => ({ ...before, loading: false, error }));
        },
      );
    },
    [fetchPage],
  );

  useEffect(() => {
    asked.current = fetchPage;
    setState(NOTHING);
    load("", (_, page) => page);
    return () => {
      asked.current = undefined;
    };
  }, [fetchPage, load]);

  const { cursor } = state;
  const loadMore = useCallback(
    () => load(cursor, (before, page) => extended(before, page, cursor)),
    [load, cursor],
  );
  const refresh = useCallback(() => load("", renewed), [load]);

  return { ...state, more: cursor !== "", loadMore, refresh };
}

/** With the page that `cursor` led to, if it is still what comes next. */
function extended(before: Loaded, page: FoundPage, cursor: string): Partial<Loaded> {
  const { found = [] } = before;
  return before.cursor === cursor ? { ...page, found: [...found, ...withoutThose(page.found, found)] } : {};
}

/** With the first page as it is now. What was loaded behind it stays, unless there is something in between. */
function renewed({ found = [], cursor }: Loaded, page: FoundPage): Partial<Loaded> {
  const last = page.found.at(-1);
  const at = last === undefined ? -1 : found.findIndex((each) => keyOf(each) === keyOf(last));
  if (at < 0 || page.cursor === "") return page;
  return { partial: page.partial, found: [...page.found, ...found.slice(at + 1)], cursor };
}

/** A page that was asked for while messages came may repeat some. */
function withoutThose(found: readonly Found[], known: readonly Found[]): Found[] {
  const keys = new Set(known.map(keyOf));
  return found.filter((each) => !keys.has(keyOf(each)));
}

export function keyOf({ channel, message }: Found): string {
  return `${channel}/${message?.seq ?? 0}`;
}
