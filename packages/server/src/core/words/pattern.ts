import { LIMITS } from "@hubbub/protocol";

import { globTest, type WordTest } from "./glob.ts";
import { patternTokensOf, type Token } from "./tokens.ts";

/** Words of one pattern at most. */
const MAX_WORDS = 8;
const LETTERS = /[\p{L}\p{N}]/gu;
const FOREIGN = /[^\p{L}\p{M}\p{N}\p{Cf}*'’\-\s.]/u;

/** One word of a pattern. */
export interface PatternWord {
  /** As it is compared, asterisks in a row as one. */
  word: string;
  /** Undefined if no asterisk is in it: it is the word itself. */
  test: WordTest | undefined;
  /** Whether something stands between it and the word before. */
  gap: boolean;
}

/** The sentence that says what is wrong with a word rule's pattern, or undefined if it is good. */
export function patternFault(pattern: string): string | undefined {
  const { wordPatternMin: min, wordPatternMax: max } = LIMITS;
  if (pattern.length < min || pattern.length > max) return `A pattern has ${min} to ${max} characters.`;
  if (FOREIGN.test(pattern))
    return "A pattern has letters, digits, spaces, hyphens, apostrophes, points and asterisks only.";
  if ((pattern.match(LETTERS)?.length ?? 0) < min) return `A pattern has at least ${min} letters or digits.`;
  if (compilePattern(pattern).length > MAX_WORDS) return `A pattern has ${MAX_WORDS} words at most.`;
  return undefined;
}

/** The words of a good pattern. */
export function compilePattern(pattern: string): PatternWord[] {
  const tokens = patternTokensOf(pattern);
  return tokens
    .filter((token, at) => !isIdle(token, tokens[at + 1]))
    .map(({ word: written, gap }) => {
      const word = written.replaceAll(/\*+/g, "*");
      return { word, test: word.includes("*") ? globTest(word) : undefined, gap };
    });
}

/** Whether it is asterisks alone, directly beside a word: of a script without spaces, where any letters may follow. */
function isIdle({ word, gap }: Token, next: Token | undefined): boolean {
  return /^\*+$/.test(word) && (!gap || next?.gap === false);
}
