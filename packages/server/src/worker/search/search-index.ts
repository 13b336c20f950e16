import type { Database } from "bun:sqlite";

import type { SearchHit, SearchRequest, SearchResult } from "../../search/search-request.ts";
import { textCheck } from "../../search/text-check.ts";
import { type Candidate, Candidates, type CandidateWindow } from "./candidates.ts";
import { type PageStart, readCursor, writeCursor } from "./cursor.ts";
import { ANY_TOKEN, foldedText } from "./document.ts";
import { IndexWriter } from "./index-writer.ts";
import { Lexicon } from "./lexicon.ts";
import { foldWithOffsets } from "./original-ranges.ts";
import { planQuery, type QueryPlan } from "./query-plan.ts";
import { Relevance } from "./relevance.ts";
import type { SearchChange } from "./search-change.ts";
import { makeSearchTables } from "./search-tables.ts";

/** The newest matches that are ranked together. */
export const RANKED_MOST = 1_000;
/** Matches of one hit that are told. */
const RANGES_MOST = 50;

/** Full-text search over messages, in tables of its own (search-tables.ts). One at a time may use them. */
export class SearchIndex {
  readonly #db;
  readonly #writer;
  readonly #lexicon;
  readonly #candidates;

  constructor(db: Database) {
    makeSearchTables(db);
    this.#db = db;
    this.#lexicon = new Lexicon(db);
    this.#writer = new IndexWriter(db, this.#lexicon);
    this.#candidates = new Candidates(db);
  }

  /**
   * Takes new and changed messages in, and removed ones out: all of them, or none if it throws. New ones are found once
   * they were indexed with `indexPending`. Gives whether anything was taken out; then `purge` is due once the
   * transaction is over.
   */
  apply(changes: readonly SearchChange[]): boolean {
    return this.#db.transaction(() => this.#writer.apply(changes))();
  }

  /**
   * Makes messages that were taken in found, the oldest first, at most so many of them. Gives whether there may be
   * more. A thousand take some 50 ms.
   */
  indexPending(most: number): boolean {
    return this.#db.transaction(() => this.#writer.indexPending(most))() === most;
  }

  /** Messages that are yet to be indexed. */
  pending(): number {
    return this.#writer.pending();
  }

  /**
   * Empties the write-ahead log, where texts that were taken out of the database still stand. False if somebody reads
   * the database just now, so that it has to be done again.
   */
  purge(): boolean {
    const [busy] = this.#db.query<unknown, []>("PRAGMA wal_checkpoint(TRUNCATE)").values()[0] ?? [];
    return busy === 0;
  }

  /** Throws Refusal for a cursor that no page gave. */
  query(request: SearchRequest): SearchResult {
    const start = readCursor(request.cursor);
    const plan = planQuery(request.query, this.#lexicon);
    if (plan === undefined) return { hits: [], cursor: "", partial: false };
    const channels = wantedChannels(request);
    return request.order === "time"
      ? this.#byTime(plan, channels, start, request.limit)
      : this.#byRelevance(plan, channels, start, request.limit);
  }

  #byTime(plan: QueryPlan, channels: ReadonlySet<number>, start: PageStart, limit: number): SearchResult {
    const { candidates, rest } = this.#candidates.window(plan, channels, start.below, limit);
    return {
      hits: candidates.map((candidate) => this.#hit(candidate, 0, plan)),
      cursor: rest === undefined ? "" : writeCursor({ below: rest, offset: 0, continued: true }),
      partial: plan.partial,
    };
  }

  #byRelevance(
    plan: QueryPlan,
    channels: ReadonlySet<number>,
    start: PageStart,
    limit: number,
  ): SearchResult {
    const window = this.#candidates.window(plan, channels, start.below, RANKED_MOST);
    const ranked = this.#rank(plan, window).slice(start.offset);
    const hits = ranked.slice(0, limit).map(({ candidate, score }) => this.#hit(candidate, score, plan));
    const { rest } = window;
    let cursor = "";
    if (ranked.length > limit) {
      // Later pages rank the same messages, whatever was sent meanwhile.
      const below = Math.min(start.below, window.candidates[0]!.id + 1);
      cursor = writeCursor({ ...start, below, offset: start.offset + limit });
    } else if (rest !== undefined) cursor = writeCursor({ below: rest, offset: 0, continued: true });
    return { hits, cursor, partial: plan.partial || rest !== undefined || start.continued };
  }

  #rank(plan: QueryPlan, { candidates }: CandidateWindow): { candidate: Candidate; score: number }[] {
    const newest = candidates[0]?.id ?? 0;
    const relevance = new Relevance(plan.found, newest, this.#lexicon.messagesWith(ANY_TOKEN));
    return candidates
      .map((candidate) => ({
        candidate,
        score: relevance.score(candidate.id, foldedText(candidate)),
      }))
      .toSorted((a, b) => b.score - a.score || b.candidate.id - a.candidate.id);
  }

  #hit({ channel, seq, text }: Candidate, score: number, { found }: QueryPlan): SearchHit {
    const { folded, original } = foldWithOffsets(text);
    const ranges = found
      .flatMap(({ matcher }) => matcher.matches(folded, RANGES_MOST))
      .map(({ from, to }) => original(from, to));
    return { channel, seq, score, ranges: merged(ranges).slice(0, RANGES_MOST), check: textCheck(text) };
  }
}

/** Of those that the searcher may see, the ones asked for. */
function wantedChannels({ channels, query }: SearchRequest): Set<number> {
  const excluded = new Set(query.in.filter((filter) => filter.excluded).map(({ value }) => value));
  const wanted = query.in.filter((filter) => !filter.excluded).map(({ value }) => value);
  const seen = new Set(channels);
  if (wanted.length > 0) return new Set(wanted.filter((channel) => seen.has(channel)));
  for (const channel of excluded) seen.delete(channel);
  return seen;
}

function merged(ranges: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last && range[0] < last[1]) last[1] = Math.max(last[1], range[1]);
    else result.push(range);
  }
  return result;
}
