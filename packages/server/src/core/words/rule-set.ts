import { WordAction } from "@hubbub/protocol";

import { compilePattern, type PatternWord } from "./pattern.ts";
import type { Token } from "./tokens.ts";

/** A word rule, as far as texts are concerned. */
export interface Rule {
  pattern: string;
  action: WordAction;
}

interface Compiled extends Rule {
  words: PatternWord[];
}

/** Where a rule's pattern was found: from the first token to the last, both included. */
export interface Match {
  rule: Rule;
  first: number;
  last: number;
}

/** The rules of one channel, or of all, made ready: looking for them takes time in proportion to text × rules. */
export class RuleSet {
  /** By the first word, where it has no asterisk. */
  readonly #byWord = new Map<string, Compiled[]>();
  readonly #others: Compiled[] = [];

  constructor(rules: Iterable<Rule>) {
    for (const rule of rules) this.#add({ ...rule, words: compilePattern(rule.pattern) });
  }

  *matches(tokens: readonly Token[]): Generator<Match> {
    for (let first = 0; first < tokens.length; first++) {
      const { word } = tokens[first]!;
      for (const rule of this.#byWord.get(word) ?? []) {
        if (fits(rule, tokens, first)) yield { rule, first, last: first + rule.words.length - 1 };
      }
      for (const rule of this.#others) {
        if (fits(rule, tokens, first)) yield { rule, first, last: first + rule.words.length - 1 };
      }
    }
  }

  #add(rule: Compiled): void {
    const literal = rule.words[0]?.literal;
    if (literal === undefined) this.#others.push(rule);
    else this.#byWord.set(literal, [...(this.#byWord.get(literal) ?? []), rule]);
  }
}

function fits({ words }: Compiled, tokens: readonly Token[], first: number): boolean {
  if (words.length === 0 || first + words.length > tokens.length) return false;
  return words.every(({ test, gap }, at) => {
    const token = tokens[first + at]!;
    return (at === 0 || token.gap === gap) && test(token.word);
  });
}
