import type { SearchQuery } from "./parse-query.ts";

export interface SearchRequest {
  /** With the ids of users and channels. */
  query: SearchQuery<number>;
  /** The channels that the searcher may see, in any order. */
  channels: readonly number[];
  order: "relevance" | "time";
  /** Hits of a page. */
  limit: number;
  /** As a page gave it; empty: from the start. */
  cursor: string;
}

export interface SearchHit {
  channel: number;
  seq: number;
  /** Comparable within one page; 0 in the order of time. */
  score: number;
  /** Matches in the text, in UTF-16 code units, ascending, none within another. */
  ranges: [from: number, to: number][];
  /** `textCheck` of the text. */
  check: number;
}

export interface SearchResult {
  hits: SearchHit[];
  /** For the next page; empty if there is none. A page may have fewer hits than asked for, or none, and a next one. */
  cursor: string;
  /** Not all that fits was ranked, or a part of a word is in more words than were looked for. */
  partial: boolean;
}
