import type { Database } from "bun:sqlite";

import { channelToken, foldedText } from "./document.ts";
import { anyOf, type QueryPlan } from "./query-plan.ts";

/** A message that matches. */
export interface Candidate {
  id: number;
  channel: number;
  seq: number;
  text: string;
  files: string | null;
}

/** The newest matches below some id. */
export interface CandidateWindow {
  candidates: Candidate[];
  /** Older ones, which weren't looked at, have ids below this; undefined if there are none. */
  rest: number | undefined;
}

/** Rows that are looked at for one page. */
const ROWS_MOST = 10_000;
/** Texts that are looked through for one page, to see what the index doesn't tell. */
const TEXTS_MOST = 3_000;
/** And so much of them: UTF-16 units, as often as a term has sixteen of its own. About 0.2 s of long texts. */
const TEXT_UNITS_MOST = 8_000_000;
const TERM_UNITS = 16;
/** After so many rows it is clear how many of them are in the searcher's channels. */
const ROWS_TRIED = 1_000;
/** Where a smaller share is, the index is asked for the channels, too, ... */
const CHANNELS_SHARE = 0.03;
/** ... if they are so few. */
const CHANNELS_MOST = 100;

/** Finds the messages that match a plan, the newest first. */
export class Candidates {
  readonly #matching;

  constructor(db: Database) {
    this.#matching = db.prepare<Candidate, [string, number, number, number]>(
      `SELECT id, channel, seq, text, files FROM search_words JOIN search_messages ON id = search_words.rowid
       WHERE search_words MATCH ? AND search_words.rowid < ? AND search_words.rowid >= ?
       ORDER BY search_words.rowid DESC LIMIT ?`,
    );
  }

  /** The newest `most` matches in these channels with ids below `below`. */
  window(plan: QueryPlan, channels: ReadonlySet<number>, below: number, most: number): CandidateWindow {
    const candidates: Candidate[] = [];
    const checksTexts = plan.unproven.length > 0 || plan.unwanted.length > 0;
    const triesChannels = plan.messages > ROWS_MOST && channels.size <= CHANNELS_MOST;
    const first = Math.min(below, plan.below);
    let rest: number | undefined;
    let rows = 0;
    let texts = 0;
    let units = 0;
    for (const row of this.#matching.iterate(plan.expression, first, plan.from, ROWS_MOST)) {
      rows++;
      const seen = channels.has(row.channel) && !plan.without.some((range) => isWithin(row.id, range));
      if (seen && checksTexts) {
        texts++;
        units += row.text.length * unitsOf(plan);
      }
      if (seen && (!checksTexts || passes(row, plan))) candidates.push(row);
      const tired = texts === TEXTS_MOST || units >= TEXT_UNITS_MOST || rows === ROWS_MOST;
      const enough = candidates.length === most || tired;
      const scattered = rows === ROWS_TRIED && triesChannels && candidates.length < rows * CHANNELS_SHARE;
      if (enough) return { candidates, rest: row.id };
      if (!scattered) continue;
      rest = row.id;
      break;
    }
    if (rest === undefined) return { candidates, rest };
    const further = this.window(inChannels(plan, channels), channels, rest, most - candidates.length);
    return { candidates: [...candidates, ...further.candidates], rest: further.rest };
  }
}

/** The plan that asks the index for the channels, too. */
function inChannels(plan: QueryPlan, channels: ReadonlySet<number>): QueryPlan {
  const expression = `${anyOf([...channels].map(channelToken))} AND (${plan.expression})`;
  return { ...plan, expression, messages: 0 };
}

function passes(row: Candidate, { unproven, unwanted }: QueryPlan): boolean {
  const folded = foldedText(row);
  return (
    unproven.every((matcher) => matcher.matches(folded, 1).length > 0) &&
    unwanted.every((matcher) => matcher.matches(folded, 1).length === 0)
  );
}

/** What it costs to look through one unit of a text. */
function unitsOf({ unproven, unwanted }: QueryPlan): number {
  return [...unproven, ...unwanted].reduce((sum, { length }) => sum + Math.ceil(length / TERM_UNITS), 0);
}

function isWithin(id: number, { from, below }: { from: number; below: number }): boolean {
  return id >= from && id < below;
}
