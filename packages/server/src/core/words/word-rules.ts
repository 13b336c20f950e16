import { WordAction } from "@hubbub/protocol";

import { Refusal } from "../../errors.ts";
import { type Match, type Rule, RuleSet } from "./rule-set.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** What the rules have made of a text. */
export interface Checked {
  text: string;
  /** Of the first rule that wants the message reported. */
  reported: string | undefined;
}

/** All word rules, made ready when they change. */
export class WordRules {
  #everywhere: RuleSet | undefined;
  #byChannel = new Map<number, RuleSet>();

  constructor(private readonly read: () => Promise<(Rule & { channel: number })[]>) {}

  /** Reads them again. Rejects as the store does. */
  async refresh(): Promise<void> {
    const byChannel = Map.groupBy(await this.read(), ({ channel }) => channel);
    const everywhere = byChannel.get(0);
    byChannel.delete(0);
    this.#everywhere = everywhere && new RuleSet(everywhere);
    this.#byChannel = new Map([...byChannel].map(([channel, rules]) => [channel, new RuleSet(rules)]));
  }

  /** What is to be stored of a text; undefined if no rule is in force there. Refuses what a rule refuses. */
  check(channel: number, text: string, field: string): Checked | undefined {
    const own = this.#byChannel.get(channel);
    if (!own && !this.#everywhere) return undefined;
    const tokens = tokensOf(text);
    const found = [...(this.#everywhere?.matches(tokens) ?? []), ...(own?.matches(tokens) ?? [])];
    const by = (action: WordAction) => found.filter(({ rule }) => rule.action === action);
    if (by(WordAction.REFUSE).length > 0) {
      throw new Refusal("forbidden", "The message has words that are not allowed here.", { field });
    }
    return {
      text: masked(text, tokens, by(WordAction.MASK)),
      reported: by(WordAction.REPORT)[0]?.rule.pattern,
    };
  }
}

/** The text with an asterisk for each character that a match covers. */
function masked(text: string, tokens: readonly Token[], matches: readonly Match[]): string {
  let result = "";
  let at = 0;
  for (const { first, last } of matches.toSorted((a, b) => a.first - b.first)) {
    const [start, end] = [Math.max(at, tokens[first]!.start), tokens[last]!.end];
    if (end <= at) continue;
    result += text.slice(at, start) + text.slice(start, end).replaceAll(/./gsu, "*");
    at = end;
  }
  return result + text.slice(at);
}
