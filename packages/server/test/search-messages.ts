import { Database } from "bun:sqlite";
import { join } from "node:path";

import { parseQuery } from "../src/search/parse-query.ts";
import type { SearchHit, SearchRequest, SearchResult } from "../src/search/search-request.ts";
import type { SearchChange, SearchMessage } from "../src/worker/search/search-change.ts";
import { SearchIndex } from "../src/worker/search/search-index.ts";
import { tempFolder } from "./temp-folder.ts";

/** 2026-01-01. */
export const NOW = Date.UTC(2026, 0, 1);

/** An index in a file, which is removed at the end of the block. */
export function openTestIndex() {
  const folder = tempFolder();
  const path = join(folder.path, "worker.sqlite");
  const db = new Database(path);
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = NORMAL");
  const index = new SearchIndex(db);
  const apply = (changes: readonly SearchChange[]): void => {
    index.apply(changes);
    while (index.indexPending(1000));
  };
  const search = (text: string, request: Partial<SearchRequest> = {}): SearchResult => {
    const parsed = parseQuery(text, NOW);
    const numbers = (filters: typeof parsed.from) =>
      filters.map(({ value, excluded }) => ({ value: Number(value), excluded }));
    const query = { ...parsed, from: numbers(parsed.from), in: numbers(parsed.in) };
    return index.query({ query, channels: [1, 2, 3], order: "time", limit: 100, cursor: "", ...request });
  };
  return {
    path,
    db,
    index,
    apply,
    search,
    /** Seqs of what is found, the newest first. */
    seqs: (text: string, request?: Partial<SearchRequest>) => seqsOf(search(text, request).hits),
    [Symbol.dispose]() {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

export const seqsOf = (hits: readonly SearchHit[]): number[] => hits.map(({ seq }) => seq);

/** A message in channel 1 by user 1, a second after the one before. */
export function message(seq: number, text: string, rest: Partial<SearchMessage> = {}): SearchChange {
  return {
    kind: "message",
    channel: 1,
    seq,
    user: 1,
    at: NOW + seq * 1000,
    text,
    files: [],
    has: [],
    ...rest,
  };
}

export const messages = (...texts: string[]): SearchChange[] =>
  texts.map((text, at) => message(at + 1, text));
