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

const NOTHING = { found: undefined, cursor: "", partial: false, loading: false, error: undefined };

/** Messages of several channels, page after page; anew with another `fetchPage`, and nothing without one. */
export function useFound(
  fetchPage: FetchPage | undefined,
): FoundState & { loadMore: () => void; refresh: () => void } {
  const [state, setState] = useState<Omit<FoundState, "more"> & { cursor: string }>(NOTHING);
  const question = useRef(0);

  const load = useCallback(
    (cursor: string, use: (before: readonly Found[], page: FoundPage) => FoundPage) => {
      if (fetchPage === undefined) return;
      const own = ++question.current;
      setState((before) => ({ ...before, loading: true, error: undefined }));
      fetchPage(cursor).then(
        (page) => {
          if (own !== question.current) return;
          setState(({ found = [] }) => ({ ...use(found, page), loading: false, error: undefined }));
        },
        (error: unknown) => {
          if (own === question.current) setState((before) => ({ ...before, loading: false, error }));
        },
      );
    },
    [fetchPage],
  );

  useEffect(() => {
    setState(NOTHING);
    load("", (_, page) => page);
    return () => {
      question.current += 1;
    };
  }, [load]);

  const loadMore = useCallback(() => {
    load(state.cursor, (before, page) => ({
      ...page,
      found: [...before, ...withoutThose(page.found, before)],
    }));
  }, [load, state.cursor]);

  const refresh = useCallback(() => load("", (_, page) => page), [load]);

  return { ...state, more: state.cursor !== "", loadMore, refresh };
}

/** A page that was asked for while messages came may repeat some. */
function withoutThose(found: readonly Found[], known: readonly Found[]): Found[] {
  const keys = new Set(known.map(keyOf));
  return found.filter((each) => !keys.has(keyOf(each)));
}

export function keyOf({ channel, message }: Found): string {
  return `${channel}/${message?.seq ?? 0}`;
}
