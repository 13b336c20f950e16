/**
 * Scripts that put no spaces between words (or, as Korean, glue much to them). A run of such characters is found by
 * each character and each pair of neighbours.
 */
const JOINT =
  "[[\\p{L}\\p{M}\\p{N}]&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]]";
/** The characters of words in folded text, as a class for regular expressions with the flag v. */
export const WORD_CLASS = `[\\p{L}\\p{M}\\p{N}]`;
/** Those of words that have spaces between them. */
export const SPACED_CLASS = `[${WORD_CLASS}--${JOINT}]`;

const RUNS = new RegExp(`${JOINT}+|${SPACED_CLASS}+|\\p{Extended_Pictographic}`, "gv");
const BEGINS_JOINT = new RegExp(`^${JOINT}`, "v");
const BEGINS_SPACED = new RegExp(`^${SPACED_CLASS}`, "v");
const ASCII_RUNS = /[a-z0-9]+/g;
const NOT_ASCII = /[^\0-\x7f]/;
/** No code unit below this begins a joint run (Thai is the first) or an emoji of its own. */
const FIRST_SPECIAL = 0x0e00;
/** UTF-16 code units; what is longer (a key, an encoded file) is several words without a space between. */
const WORD_MOST = 64;

/** A stretch of folded text: a word, a run of a script without spaces, or an emoji. */
export interface Run {
  text: string;
  kind: "word" | "joint" | "symbol";
  /** Nothing lies between the run before and this one. */
  glued: boolean;
}

export function* runsOf(folded: string): Generator<Run> {
  let end = -1;
  for (const { 0: text, index } of folded.matchAll(NOT_ASCII.test(folded) ? RUNS : ASCII_RUNS)) {
    const kind = kindOf(text);
    const most = kind === "joint" ? text.length : WORD_MOST;
    for (let at = 0; at < text.length; at += most) {
      yield { text: text.slice(at, at + most), kind, glued: at > 0 || index === end };
    }
    end = index + text.length;
  }
}

/** What the index knows of a text: its words, and the characters and pairs of its joint runs. */
export function addTokens(folded: string, words: Set<string>, joints: Set<string>): void {
  if (!NOT_ASCII.test(folded)) {
    for (const word of folded.match(ASCII_RUNS) ?? []) addWord(word, words);
    return;
  }
  for (const run of folded.match(RUNS) ?? []) {
    if (kindOf(run) === "joint") addJoint(run, joints);
    else addWord(run, words);
  }
}

/** The tokens that all have to be there for a joint run to be: one character, or each pair. */
export function jointTokens(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => characters[at]! + character);
}

function addWord(word: string, words: Set<string>): void {
  for (let at = 0; at < word.length; at += WORD_MOST) words.add(word.slice(at, at + WORD_MOST));
}

function addJoint(run: string, joints: Set<string>): void {
  let last = "";
  for (const character of run) {
    joints.add(character);
    if (last !== "") joints.add(last + character);
    last = character;
  }
}

function kindOf(run: string): Run["kind"] {
  if (run.charCodeAt(0) < FIRST_SPECIAL) return "word";
  return BEGINS_JOINT.test(run) ? "joint" : BEGINS_SPACED.test(run) ? "word" : "symbol";
}
