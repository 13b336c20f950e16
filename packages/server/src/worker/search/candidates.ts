import type { Database } from "bun:sqlite";

import { channelToken, foldedText } from "./document.ts";
import { anyOf, type QueryPlan } from "./query-plan.ts";

/** A message that matches. */
export interface Candidate {
  id: number;
  channel: number;
  seq: number;
}

/** The newest matches below some id. */
export interface CandidateWindow {
  candidates: Candidate[];
  /** Older ones, which weren't looked at, have ids below this; undefined if there are none. */
  rest: number | undefined;
}

/** Rows asked for at a time. */
const ROWS = 1_000;
/** Rows that are looked at for one page. */
const ROWS_MOST = 20_000;
/** Texts that are looked through for one page, to see what the index doesn't tell. */
const TEXTS_MOST = 5_000;
/** Where fewer than this share of the rows is in the searcher's channels, the index is asked for the channels, too, ... */
const CHANNELS_SHARE = 0.1;
/** ... if they are so few. */
const CHANNELS_MOST = 200;

interface TextRow {
  text: string;
  files: string | null;
}

/** Finds the messages that match a plan, the newest first. */
export class Candidates {
  readonly #matching;
  readonly #text;

  constructor(db: Database) {
    this.#matching = db.prepare<Candidate, [string, number, number, number]>(
      `SELECT id, channel, seq FROM search_words JOIN search_messages ON id = search_words.rowid
       WHERE search_words MATCH ? AND search_words.rowid < ? AND search_words.rowid >= ?
       ORDER BY search_words.rowid DESC LIMIT ?`,
    );
    this.#text = db.prepare<TextRow, [number]>("SELECT text, files FROM search_messages WHERE id = ?");
  }

  /** The newest `most` matches in these channels with ids below `below`. */
  window(plan: QueryPlan, channels: ReadonlySet<number>, below: number, most: number): CandidateWindow {
    const candidates: Candidate[] = [];
    const checksTexts = plan.unproven.length > 0 || plan.unwanted.length > 0;
    let { expression } = plan;
    let next = Math.min(below, plan.below);
    let rows = 0;
    let texts = 0;
    for (;;) {
      const page = this.#matching.all(expression, next, plan.from, ROWS);
      for (const row of page) {
        next = row.id;
        rows++;
        if (!channels.has(row.channel) || plan.without.some((range) => isWithin(row.id, range))) continue;
        if (checksTexts && (texts++, !this.#passes(row.id, plan))) continue;
        candidates.push(row);
        if (candidates.length === most) return { candidates, rest: next };
      }
      if (page.length < ROWS) return { candidates, rest: undefined };
      if (rows >= ROWS_MOST || texts >= TEXTS_MOST) return { candidates, rest: next };
      if (
        expression === plan.expression &&
        candidates.length < rows * CHANNELS_SHARE &&
        channels.size <= CHANNELS_MOST
      ) {
        expression = `${anyOf([...channels].map(channelToken))} AND (${plan.expression})`;
      }
    }
  }

  text(id: number): TextRow {
    return this.#text.get(id)!;
  }

  #passes(id: number, { unproven, unwanted }: QueryPlan): boolean {
    const folded = foldedText(this.text(id));
    return (
      unproven.every((matcher) => matcher.matches(folded, 1).length > 0) &&
      unwanted.every((matcher) => matcher.matches(folded, 1).length === 0)
    );
  }
}

function isWithin(id: number, { from, below }: { from: number; below: number }): boolean {
  return id >= from && id < below;
}
