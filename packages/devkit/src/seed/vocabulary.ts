import type { Language } from "./languages.ts";
import { Random } from "./random.ts";

/** The words of a language by their rank: the common ones, then made-up ones, the rarer the longer. */
export function vocabularyOf({ common, syllables, words, joint }: Language): string[] {
  const random = new Random(words);
  const known = new Set(common);
  const shortest = joint ? 1 : 2;
  while (known.size < words) {
    const parts = shortest + random.below(2) + Number(known.size > words / 20);
    known.add(Array.from({ length: parts }, () => random.pick(syllables)).join(""));
  }
  return [...known];
}
