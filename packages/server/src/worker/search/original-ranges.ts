import { fold } from "./fold.ts";

const NOT_ASCII = /[^\0-\x7f]/;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A text, folded, with the way back. */
export interface FoldedText {
  folded: string;
  /** The range in the text, in UTF-16 code units, of a range in `folded`. */
  original(from: number, to: number): [from: number, to: number];
}

export function foldWithOffsets(text: string): FoldedText {
  if (!NOT_ASCII.test(text)) return { folded: text.toLowerCase(), original: (from, to) => [from, to] };
  let folded = "";
  // For each code unit of `folded`, where in the text the character begins and ends that it comes from.
  const begins: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of graphemes.segment(text)) {
    const part = fold(segment);
    folded += part;
    for (let unit = 0; unit < part.length; unit++) {
      begins.push(index);
      ends.push(index + segment.length);
    }
  }
  return { folded, original: (from, to) => [begins[from]!, ends[to - 1]!] };
}
