import { Refusal } from "../errors.ts";
import { dayRange, type TimeRange } from "./day-range.ts";
import { HAS, type Has } from "./has.ts";

/** Words, or a phrase in quotes, to be found or to be absent. */
export interface SearchTerm {
  text: string;
  /** In quotes: whole words, one after the other. */
  quoted: boolean;
  excluded: boolean;
}

export interface Filter<T> {
  value: T;
  excluded: boolean;
}

export interface SearchQuery<Name> {
  terms: SearchTerm[];
  /** Users and channels: any of those that aren't excluded. */
  from: Filter<Name>[];
  in: Filter<Name>[];
  has: Filter<Has>[];
  /** All of these, and none that is excluded. */
  times: Filter<TimeRange>[];
}

/** A query as it was typed, with names of users and channels. */
export type ParsedQuery = SearchQuery<string>;

/** The last millisecond that a Date can tell. */
const END_OF_TIME = 8.64e15;
/** Terms and filters of one query. */
export const QUERY_PARTS_MOST = 32;

const FILTER = '(from|in|before|after|on|has):(?:"([^"]*)"?|(\\S*))';
const PART = new RegExp(`(-?)(?:${FILTER}|"([^"]*)"?|(\\S+))`, "giu");
const QUOTES = /[“”„«»]/gu;

/**
 * Takes a query apart; `now` in milliseconds since 1970 UTC gives `today` its meaning. Throws Refusal for a filter
 * that makes no sense, and for too many parts.
 */
export function parseQuery(text: string, now: number): ParsedQuery {
  const query: ParsedQuery = { terms: [], from: [], in: [], has: [], times: [] };
  let parts = 0;
  for (const match of text.replaceAll(QUOTES, '"').matchAll(PART)) {
    const [whole, minus, filter, quotedValue, plainValue = "", phrase, word = ""] = match;
    if (++parts > QUERY_PARTS_MOST) {
      throw refusal(`A search has ${QUERY_PARTS_MOST} words and filters at most.`, "too_large");
    }
    const excluded = minus === "-";
    if (filter === undefined) {
      query.terms.push({ text: phrase ?? word, quoted: phrase !== undefined, excluded });
      continue;
    }
    const value = quotedValue ?? plainValue;
    if (value === "") throw refusal(`${whole} needs a value.`);
    addFilter(query, filter.toLowerCase(), value, excluded, now);
  }
  return query;
}

function addFilter(query: ParsedQuery, filter: string, value: string, excluded: boolean, now: number): void {
  switch (filter) {
    case "from":
      query.from.push({ value: value.replace(/^@/, ""), excluded });
      break;
    case "in":
      query.in.push({ value: value.replace(/^#/, ""), excluded });
      break;
    case "has":
      query.has.push({ value: hasNamed(value), excluded });
      break;
    default: {
      const { from, until } = dayNamed(filter, value, now);
      if (filter === "before") query.times.push({ value: { from: 0, until: from }, excluded });
      else if (filter === "after") query.times.push({ value: { from: until, until: END_OF_TIME }, excluded });
      else query.times.push({ value: { from, until }, excluded });
    }
  }
}

function hasNamed(value: string): Has {
  const has = HAS.find((known) => known === value.toLowerCase());
  if (has === undefined) throw refusal(`has: takes ${HAS.join(", ")}, not "${value}".`);
  return has;
}

function dayNamed(filter: string, value: string, now: number): TimeRange {
  const range = dayRange(value.toLowerCase(), now);
  if (range === undefined) {
    throw refusal(`${filter}: takes a day such as 2026-01-31, a month, a year, today or yesterday.`);
  }
  return range;
}

function refusal(message: string, reason: "invalid" | "too_large" = "invalid"): Refusal {
  return new Refusal(reason, message, { field: "search.query" });
}
