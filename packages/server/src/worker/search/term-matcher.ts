import type { SearchTerm } from "../../search/parse-query.ts";
import { fold } from "./fold.ts";
import { PART_LEAST } from "./lexicon.ts";
import { type Run, runsOf, SPACED_CLASS, WORD_CLASS } from "./tokens.ts";

/** How a match lies in its word, best first. */
export type MatchKind = "whole" | "beginning" | "inside";

export interface Match {
  from: number;
  to: number;
  kind: MatchKind;
}

/** Stands between a message's text and the names of its files; no phrase goes across. */
const FIELD_END = "\\0";
const SPACED = new RegExp(SPACED_CLASS, "v");
const ASCII_SPACED = /[a-z0-9]/;

/** Finds a term in folded texts. */
export class TermMatcher {
  readonly runs: readonly Run[];
  /** Whether the index alone can't say which messages match. */
  readonly inexact: boolean;
  /** UTF-16 units of what is looked for. */
  readonly length: number;
  readonly #pattern: RegExp;
  readonly #needsBeginning: boolean;
  readonly #needsEnd: boolean;

  constructor({ text, quoted }: SearchTerm) {
    this.runs = [...runsOf(fold(text))];
    const first = this.runs[0];
    const last = this.runs.at(-1);
    const single = this.runs.length === 1;
    this.length = this.runs.reduce((sum, run) => sum + run.text.length, 0);
    this.#pattern = new RegExp(patternOf(this.runs), "gv");
    this.inexact = !single || (first!.kind === "joint" && [...first!.text].length > 2);
    const reach = quoted || last === undefined ? "whole" : reachOf(last, single);
    this.#needsBeginning = first?.kind === "word" && reach !== "anywhere";
    this.#needsEnd = last?.kind === "word" && reach === "whole";
  }

  /** The first `most` matches, in their order. */
  matches(folded: string, most: number): Match[] {
    const found: Match[] = [];
    this.#pattern.lastIndex = 0;
    for (let match; found.length < most && (match = this.#pattern.exec(folded)) !== null;) {
      const from = match.index;
      const to = this.#pattern.lastIndex;
      const begins = !isSpaced(characterBefore(folded, from)) || this.runs[0]!.kind !== "word";
      const ends = !isSpaced(characterAt(folded, to)) || this.runs.at(-1)!.kind !== "word";
      if ((this.#needsBeginning && !begins) || (this.#needsEnd && !ends)) {
        // Where a match has to begin with a word, none begins within this one: so long words are looked at once.
        this.#pattern.lastIndex = this.#needsBeginning ? wordEnd(folded, from) : from + 1;
        continue;
      }
      found.push({ from, to, kind: !begins ? "inside" : ends ? "whole" : "beginning" });
    }
    return found;
  }
}

/** How far the last word of an unquoted term may be from a whole word. */
export function reachOf({ text, kind }: Run, single: boolean): "whole" | "beginning" | "anywhere" {
  const length = [...text].length;
  if (kind === "joint" || length >= PART_LEAST) return single ? "anywhere" : "beginning";
  return length > 1 ? "beginning" : "whole";
}

/** Runs one after the other, with anything between that is no part of a word. */
function patternOf(runs: readonly Run[]): string {
  return runs
    .map(({ text, kind, glued }, at) => {
      if (at === 0 || glued) return text;
      const words = kind === "word" && runs[at - 1]!.kind === "word";
      return `[^${WORD_CLASS}${FIELD_END}]${words ? "+" : "*"}${text}`;
    })
    .join("");
}

function isSpaced(character: string): boolean {
  return ASCII_SPACED.test(character) || (character > "\x7f" && SPACED.test(character));
}

function wordEnd(text: string, from: number): number {
  let at = from;
  for (let character; (character = characterAt(text, at)) !== "" && isSpaced(character);)
    at += character.length;
  return Math.max(at, from + 1);
}

function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function characterBefore(text: string, at: number): string {
  const isPair = at > 1 && (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  return at === 0 ? "" : characterAt(text, at - (isPair ? 2 : 1));
}
