import { expect, test } from "bun:test";

import { HAS } from "../src/search/has.ts";
import { parseQuery } from "../src/search/parse-query.ts";
import type { SearchRequest } from "../src/search/search-request.ts";
import type { SearchChange } from "../src/worker/search/search-change.ts";
import { Random } from "./random.ts";
import { NOW, openTestIndex } from "./search-messages.ts";
import { SearchModel } from "./search-model.ts";

const WORDS = [
  "red",
  "Rèd",
  "green",
  "evergreen",
  "go",
  "goal",
  "a",
  "Straße",
  "strasse",
  "x1",
  "ок",
  "окно",
  "東京",
  "京都",
  "会",
];
const SEPARATORS = [" ", " ", " ", "-", ", ", "\n"];
const STEPS = 60;
const DAY_MS = 24 * 3600 * 1000;

class Steps {
  readonly #random;
  #time = NOW;

  constructor(random: Random) {
    this.#random = random;
  }

  change(): SearchChange {
    const random = this.#random;
    const [channel, seq] = [random.int(1, 4), random.int(1, 12)];
    const chance = random.next();
    if (chance < 0.1) return { kind: "removed", channel, seq };
    if (chance < 0.2) return { kind: "has", channel, seq, what: random.pick(HAS), now: random.chance(0.6) };
    if (chance < 0.3) {
      return { kind: "edited", channel, seq, text: this.#text(8), link: random.chance(0.3) };
    }
    if (chance < 0.33)
      return { kind: "channel-removed", channel, ...(random.chance(0.7) && { before: seq }) };
    this.#time += random.int(1, DAY_MS / 4);
    // Not always in the order of time.
    const at = this.#time - random.int(0, 1) * 3 * DAY_MS - random.int(0, 1000);
    const has = HAS.filter(() => random.chance(0.2));
    const files = random.chance(0.3) ? [`${this.#text(3).replaceAll("\n", " ")}.png`] : [];
    return { kind: "message", channel, seq, user: random.int(1, 3), at, text: this.#text(8), files, has };
  }

  query(): string {
    const random = this.#random;
    const parts = Array.from({ length: random.int(1, 3) }, () => {
      const minus = random.chance(0.2) ? "-" : "";
      const day = new Date(NOW + random.int(0, 10) * DAY_MS).toISOString().slice(0, 10);
      const filters = [
        `from:${random.int(1, 3)}`,
        `in:${random.int(1, 4)}`,
        `has:${random.pick(HAS)}`,
        `${random.pick(["before", "after", "on"])}:${day}`,
      ];
      if (random.chance(0.3)) return minus + random.pick(filters);
      if (random.chance(0.3)) return `${minus}"${this.#text(3)}"`;
      const word = random.pick(WORDS);
      const from = random.int(0, word.length - 1);
      const part = random.chance(0.5) ? word : word.slice(from, random.int(from + 1, word.length));
      return minus + part + (random.chance(0.1) ? `-${random.pick(WORDS)}` : "");
    });
    return parts.join(" ");
  }

  channels(): number[] {
    return [1, 2, 3, 4].filter(() => this.#random.chance(0.8));
  }

  #text(most: number): string {
    let text = this.#random.pick(WORDS);
    for (let words = this.#random.int(1, most); words > 1; words--) {
      text += this.#random.pick(SEPARATORS) + this.#random.pick(WORDS);
    }
    return text;
  }
}

const seeds = [1, 2, Date.now() % 2 ** 31];

test.each(seeds)(
  "[Q5.1] whatever changes come, every query finds what a look at all messages finds (seed %i)",
  (seed) => {
    using index = openTestIndex();
    const model = new SearchModel();
    const steps = new Steps(new Random(seed));
    for (let step = 0; step < STEPS; step++) {
      const changes = Array.from({ length: 4 }, () => steps.change());
      for (const change of changes) model.apply(change);
      index.apply(changes);
      for (let n = 0; n < 5; n++) {
        const text = steps.query();
        const channels = steps.channels();
        const { terms, has, times, ...names } = parseQuery(text, NOW);
        const ids = (filters: typeof names.from) =>
          filters.map((filter) => ({ ...filter, value: Number(filter.value) }));
        const query: SearchRequest["query"] = { terms, has, times, from: ids(names.from), in: ids(names.in) };
        const byTime = index.search(text, { channels });
        const found = byTime.hits.map(({ channel, seq }) => ({ channel, seq }));
        expect({ seed, step, text, found }).toEqual({
          seed,
          step,
          text,
          found: model.find({ query, channels }),
        });
        const byRelevance = index.search(text, { channels, order: "relevance" });
        expect(byRelevance.hits.map(({ channel, seq }) => `${channel} ${seq}`).toSorted()).toEqual(
          found.map(({ channel, seq }) => `${channel} ${seq}`).toSorted(),
        );
        expect(byTime.partial || byRelevance.partial).toBe(false);
      }
    }
  },
);
