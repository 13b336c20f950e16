import type { SearchQuery, SearchTerm } from "../../search/parse-query.ts";
import { ANY_TOKEN, channelToken, DOCUMENTS_PER_MS, hasToken, userToken } from "./document.ts";
import type { Lexicon } from "./lexicon.ts";
import { quoted } from "./match-expression.ts";
import { reachOf, TermMatcher } from "./term-matcher.ts";
import { jointTokens, type Run } from "./tokens.ts";

/** Different words that are looked for in all, for parts of words. */
const WORDS_MOST = 64;

export interface PlannedTerm {
  matcher: TermMatcher;
  /** About how many messages have it. */
  messages: number;
}

export interface QueryPlan {
  /** FTS5 expression that all matches meet. */
  expression: string;
  /** About how many messages meet it, at most. */
  messages: number;
  found: PlannedTerm[];
  /** Those of `found` that a message can lack though it meets the expression. */
  unproven: TermMatcher[];
  /** Those that a message can have though it shouldn't. */
  unwanted: TermMatcher[];
  /** Bounds of the ids; messages of the `without` ranges are no matches. */
  from: number;
  below: number;
  without: { from: number; below: number }[];
  /** Not all words with a part that was asked for are looked for. */
  partial: boolean;
}

/** A term as an FTS5 expression; undefined if no message can have it. */
interface Expressed {
  expression: string | undefined;
  messages: number;
  all: boolean;
}

/** Undefined if nothing can match, be it that nothing was asked for. */
export function planQuery(query: SearchQuery<number>, lexicon: Lexicon): QueryPlan | undefined {
  const terms = query.terms
    .map((term) => ({ term, matcher: new TermMatcher(term) }))
    .filter(({ matcher }) => matcher.runs.length > 0);
  const filters = [query.from, query.in, query.has, query.times];
  if (terms.length === 0 && filters.every((filter) => filter.length === 0)) return undefined;
  const plan: QueryPlan = {
    expression: "",
    messages: Infinity,
    found: [],
    unproven: [],
    unwanted: [],
    ...idBounds(query),
    partial: false,
  };
  const needed = [...filterExpressions(query, false)];
  const barred = [...filterExpressions(query, true)];
  const words = Math.max(1, Math.floor(WORDS_MOST / terms.length));
  for (const { term, matcher } of terms) {
    const { expression, messages, all } = express(term, matcher, lexicon, words);
    if (term.excluded) {
      if (expression === undefined && all) continue;
      if (matcher.inexact || !all) plan.unwanted.push(matcher);
      if (expression !== undefined && !matcher.inexact) barred.push(expression);
      continue;
    }
    plan.partial ||= !all;
    if (expression === undefined) return undefined;
    needed.push(expression);
    plan.found.push({ matcher, messages });
    plan.messages = Math.min(plan.messages, messages);
    if (matcher.inexact) plan.unproven.push(matcher);
  }
  plan.expression = (needed.length > 0 ? needed : [quoted(ANY_TOKEN)]).join(" AND ");
  if (barred.length > 0) plan.expression = `(${plan.expression}) NOT (${barred.join(" OR ")})`;
  return plan;
}

function express(term: SearchTerm, { runs }: TermMatcher, lexicon: Lexicon, words: number): Expressed {
  const parts: string[] = [];
  let all = true;
  let messages = Infinity;
  for (const [at, run] of runs.entries()) {
    const last = at === runs.length - 1;
    const reach = !last || term.quoted ? "whole" : reachOf(run, runs.length === 1);
    const found = run.kind === "joint" ? joined(run) : spaced(run, reach, lexicon, words);
    if (found.expression === undefined) return found;
    parts.push(found.expression);
    messages = Math.min(messages, found.messages);
    all &&= found.all;
  }
  return { expression: parts.length === 1 ? parts[0] : `(${parts.join(" AND ")})`, messages, all };
}

function joined({ text }: Run): Expressed {
  const tokens = jointTokens(text);
  return { expression: `(${tokens.map(quoted).join(" AND ")})`, messages: Infinity, all: true };
}

function spaced(
  { text }: Run,
  reach: ReturnType<typeof reachOf>,
  lexicon: Lexicon,
  words: number,
): Expressed {
  if (reach === "whole") {
    const messages = lexicon.messagesWith(text);
    return { expression: messages > 0 ? quoted(text) : undefined, messages, all: true };
  }
  const found = lexicon.wordsWith(text, reach, words);
  if (found.words.length === 0) return { expression: undefined, messages: 0, all: found.all };
  const messages = found.words.reduce((sum, word) => sum + word.messages, 0);
  return { expression: anyOf(found.words.map(({ word }) => word)), messages, all: found.all };
}

function* filterExpressions(query: SearchQuery<number>, excluded: boolean): Generator<string> {
  const tokens = <T>(filters: readonly { value: T; excluded: boolean }[], token: (value: T) => string) =>
    filters.filter((filter) => filter.excluded === excluded).map(({ value }) => token(value));
  const from = tokens(query.from, userToken);
  const channels = tokens(query.in, channelToken);
  if (from.length > 0) yield anyOf(from);
  if (channels.length > 0) yield anyOf(channels);
  for (const token of tokens(query.has, hasToken)) yield quoted(token);
}

export function anyOf(tokens: readonly string[]): string {
  return `(${tokens.map(quoted).join(" OR ")})`;
}

function idBounds({ times }: SearchQuery<number>): Pick<QueryPlan, "from" | "below" | "without"> {
  const ids = times.map(({ value, excluded }) => ({
    from: value.from * DOCUMENTS_PER_MS,
    below: Math.min(value.until * DOCUMENTS_PER_MS, Number.MAX_SAFE_INTEGER),
    excluded,
  }));
  const wanted = ids.filter(({ excluded }) => !excluded);
  return {
    from: Math.max(0, ...wanted.map(({ from }) => from)),
    below: Math.min(Number.MAX_SAFE_INTEGER, ...wanted.map(({ below }) => below)),
    without: ids.filter(({ excluded }) => excluded),
  };
}
