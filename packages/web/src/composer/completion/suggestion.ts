import type { ReactNode } from "react";

/** Suggestions shown at a time. */
export const SHOWN = 8;

/** One way to complete what was begun. */
export interface Suggestion {
  key: string;
  /** Takes the place of what was typed, with its sign. */
  insert: string;
  label: string;
  detail?: string;
  icon: ReactNode;
  /** What the query may be the beginning of, in lower case. */
  names: readonly string[];
}

/** Those that fit the query, the best first: by the beginning of a name, then of a word in it, then by any part. */
export function rank(suggestions: readonly Suggestion[], query: string): Suggestion[] {
  const wanted = query.toLowerCase();
  const scored = suggestions.map((suggestion) => ({
    suggestion,
    score: Math.min(...suggestion.names.map(score)),
  }));
  function score(name: string): number {
    if (name.startsWith(wanted)) return 0;
    const at = name.indexOf(wanted);
    if (at === -1) return Infinity;
    return /[\p{L}\p{N}]/u.test(name[at - 1] ?? "") ? 2 : 1;
  }
  return scored
    .filter((each) => each.score < Infinity)
    .toSorted((one, other) => one.score - other.score)
    .slice(0, SHOWN)
    .map(({ suggestion }) => suggestion);
}
