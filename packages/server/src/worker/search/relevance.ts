import { DOCUMENTS_PER_MS } from "./document.ts";
import type { PlannedTerm } from "./query-plan.ts";
import type { MatchKind } from "./term-matcher.ts";

/** Okapi BM25's constants; the average length is that of chat messages, in code units. */
const K1 = 1.2;
const B = 0.75;
const AVERAGE_LENGTH = 80;
/** Matches of a term in one message that count. */
const MATCHES_MOST = 8;
/** What a match counts by how it lies in its word. */
const WEIGHTS: Record<MatchKind, number> = { whole: 1, beginning: 0.7, inside: 0.4 };
/** After so long a message's newness counts half. */
const HALF_LIFE_MS = 30 * 24 * 3600 * 1000;
/** How much of the score newness makes up, at most. */
const NEWNESS = 0.5;

/** How good a message fits: BM25 over its terms, more for whole words and for newer messages. */
export class Relevance {
  readonly #terms;
  readonly #newest;

  /** `newest` is the id of the newest message that is ranked; `messages` are those of the index. */
  constructor(terms: readonly PlannedTerm[], newest: number, messages: number) {
    this.#newest = newest;
    this.#terms = terms.map(({ matcher, messages: having }) => {
      const known = Math.min(having, messages);
      return { matcher, rarity: Math.log(1 + (messages - known + 0.5) / (known + 0.5)) };
    });
  }

  score(id: number, folded: string): number {
    let score = this.#terms.length === 0 ? 1 : 0;
    const lengthNorm = K1 * (1 - B + (B * folded.length) / AVERAGE_LENGTH);
    for (const { matcher, rarity } of this.#terms) {
      let frequency = 0;
      for (const { kind } of matcher.matches(folded, MATCHES_MOST)) frequency += WEIGHTS[kind];
      score += (rarity * frequency * (K1 + 1)) / (frequency + lengthNorm);
    }
    const age = (this.#newest - id) / DOCUMENTS_PER_MS;
    return score * (1 - NEWNESS + NEWNESS * 2 ** (-age / HALF_LIFE_MS));
  }
}
