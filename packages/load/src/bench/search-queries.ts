import { type Language, LANGUAGES, SeedRandom, vocabularyOf } from "@hubbub/devkit";

import { CHANNELS } from "./seeded-server.ts";

const DAY = "2025-09-15";

/** Kinds of queries, and how many of 100 are such. */
const KINDS: readonly (readonly [share: number, kind: string, make: (words: SearchWords) => string])[] = [
  [26, "a word", (words) => words.any()],
  [20, "two words", (words) => `${words.any()} ${words.any()}`],
  [8, "a very common word", (words) => words.ranked(0, 20)],
  [8, "a rare word", (words) => words.ranked(5_000, 40_000)],
  [8, "Chinese, Japanese", (words) => words.joint()],
  [8, "a part of a word", (words) => words.part()],
  [6, "a phrase", (words) => `"${words.ranked(0, 60)} ${words.ranked(0, 60)}"`],
  [4, "a word, not another", (words) => `${words.any()} -${words.any()}`],
  [4, "of one user", (words) => `from:user${words.random.zipf(2_000) + 1} ${words.any()}`],
  [4, "in one channel", (words) => `in:${words.publicChannel()} ${words.any()}`],
  [2, "with a link", (words) => `has:link ${words.any()}`],
  [1, "a filter alone", () => "has:link"],
  [1, "of some time", (words) => `before:${DAY} ${words.any()}`],
];

/** Words as the seeded messages have them. */
class SearchWords {
  readonly #english: string[];
  readonly #all = LANGUAGES.map((language) => ({ language, vocabulary: vocabularyOf(language) }));

  constructor(readonly random: SeedRandom) {
    this.#english = this.#all[0]!.vocabulary;
  }

  /** A word of any language with spaces, but for the most common ones, by Zipf's law. */
  any(): string {
    const { vocabulary } = this.#pick(({ joint }) => !joint);
    return vocabulary[15 + this.random.zipf(vocabulary.length - 15)]!;
  }

  ranked(from: number, to: number): string {
    return this.#english[from + this.random.below(to - from)]!;
  }

  joint(): string {
    const { vocabulary } = this.#pick(({ joint }) => joint);
    return vocabulary[this.random.zipf(2_000)]!;
  }

  part(): string {
    const word = this.ranked(20, 5_000);
    const length = 3 + this.random.below(4);
    return word.slice(1, 1 + length);
  }

  publicChannel(): string {
    const number = this.random.zipf(CHANNELS);
    return `channel${number - (number % 3) + 1}`;
  }

  #pick(is: (language: Language) => boolean) {
    return this.random.pick(this.#all.filter(({ language }) => is(language)));
  }
}

export interface BenchQuery {
  kind: string;
  query: string;
}

/** What people might search for; the same for the same seed. */
export function searchQueries(count: number, seed: number): BenchQuery[] {
  const words = new SearchWords(new SeedRandom(seed));
  return Array.from({ length: count }, () => {
    let at = words.random.below(100);
    const [, kind, make] = KINDS.find(([share]) => (at -= share) < 0)!;
    return { kind, query: make(words) };
  });
}
