/** A word of a text, in the form in which words are compared. */
export interface Token {
  /** In NFKC and lower case, without invisible characters. */
  word: string;
  /** Where it stands in the text, in UTF-16 code units. */
  start: number;
  end: number;
  /** Whether something stands between it and the token before. */
  gap: boolean;
}

/** Scripts that are written without spaces: each of their characters is a word of its own. */
const UNSPACED = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"]
  .map((script) => `\\p{Script=${script}}`)
  .join("");
/** Letters, marks, digits and invisible characters in a row. */
const word = (more: string) =>
  new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}\\p{Cf}${more}])+`, "gu");
const WORD = word("");
const PATTERN_WORD = word("*");
const INVISIBLE = /\p{Cf}/gu;

/** The words of a text, in order. Linear in its length. */
export const tokensOf = (text: string): Token[] => split(text, WORD);

/** The words of a word rule's pattern, in which an asterisk counts as a letter. */
export const patternTokensOf = (pattern: string): Token[] => split(pattern, PATTERN_WORD);

function split(text: string, words: RegExp): Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, index: start } of text.matchAll(words)) {
    const folded = fold(found);
    if (folded === "") continue;
    const gap = start !== (tokens.at(-1)?.end ?? 0);
    tokens.push({ word: folded, start, end: start + found.length, gap });
  }
  return tokens;
}

const fold = (text: string): string =>
  text.replaceAll(INVISIBLE, "").normalize("NFKC").toLowerCase().normalize("NFKC");
