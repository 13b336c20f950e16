import { WordAction } from "@hubbub/protocol";

import { Refusal } from "../../errors.ts";
import { type Rule, RuleSet } from "./rule-set.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Comparisons for one text, at most: what 200 rules need for the longest message of ordinary words, in some 20 ms. */
const MAX_WORK = 1_000_000;

/** What the rules have made of a text. */
export interface Checked {
  text: string;
  /** Of the first rule that wants the message reported. */
  reported: string | undefined;
}

/** All word rules, made ready where they are needed, anew when they change. */
export class WordRules {
  #rules = new Map<number, readonly Rule[]>();
  readonly #ready = new Map<number, RuleSet>();

  constructor(private readonly read: () => Promise<(Rule & { channel: number })[]>) {}

  /** Reads them again. Rejects as the store does. */
  async refresh(): Promise<void> {
    this.#rules = Map.groupBy(await this.read(), ({ channel }) => channel);
    this.#ready.clear();
  }

  /**
   * What is to be stored of a text; undefined if no rule is in force there. Refuses what a rule refuses, and a text that
   * would take too long to compare with the rules.
   */
  check(channel: number, text: string, field: string): Checked | undefined {
    const sets = [this.#set(0), this.#set(channel)].filter((set) => set !== undefined);
    if (sets.length === 0) return undefined;
    const tokens = tokensOf(text);
    const work = { left: MAX_WORK };
    let reported: string | undefined;
    /** By the first token of a match that is masked, the last one. */
    const masks = new Map<number, number>();
    const found = ({ action, pattern }: Rule, first: number, last: number): void => {
      if (action === WordAction.REFUSE) {
        throw new Refusal("forbidden", "The message has words that are not allowed here.", { field });
      }
      if (action === WordAction.MASK) masks.set(first, Math.max(masks.get(first) ?? 0, last));
      else reported ??= pattern;
    };
    for (const set of sets) set.find(tokens, work, found);
    if (work.left < 0) {
      const message = "The message has too many words for the word rules that hold here. Make it shorter.";
      throw new Refusal("too_large", message, { field });
    }
    return { text: masked(text, tokens, masks), reported };
  }

  #set(channel: number): RuleSet | undefined {
    const ready = this.#ready.get(channel);
    const rules = this.#rules.get(channel);
    if (ready || !rules) return ready;
    const set = new RuleSet(rules);
    this.#ready.set(channel, set);
    return set;
  }
}

/** The text with an asterisk for each character that a match covers. */
function masked(text: string, tokens: readonly Token[], masks: ReadonlyMap<number, number>): string {
  let result = "";
  let at = 0;
  for (const [first, last] of [...masks].toSorted(([a], [b]) => a - b)) {
    const [start, end] = [Math.max(at, tokens[first]!.start), tokens[last]!.end];
    if (end <= at) continue;
    result += text.slice(at, start) + text.slice(start, end).replaceAll(/./gsu, "*");
    at = end;
  }
  return result + text.slice(at);
}
