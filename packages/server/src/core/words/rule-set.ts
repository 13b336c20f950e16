import type { WordAction } from "@hubbub/protocol";

import type { WordTest } from "./glob.ts";
import { compilePattern } from "./pattern.ts";
import type { Token } from "./tokens.ts";

/** A word rule, as far as texts are concerned. */
export interface Rule {
  pattern: string;
  action: WordAction;
}

/** What is told of a match: where the rule's pattern was found, from the first token to the last, both included. */
export type Found = (rule: Rule, first: number, last: number) => void;

/** How much may still be compared with one text. */
export interface Work {
  /** Comparisons of a word with a word of a rule. Below 0 nothing more is looked for. */
  left: number;
}

/** A word with an asterisk is compared with so many letters in the time of one comparison. */
const LETTERS_AT_ONCE = 16;

/** A match takes the time of so many comparisons. */
const FOUND_COST = 4;

/** Words that may come next in rules that begin alike. */
class Branch {
  readonly literals = new Map<string, Node>();
  readonly globs: { word: string; test: WordTest; node: Node }[] = [];
}

/** Where rules are after some of their words. */
class Node {
  /** Those that end here: of those that do the same the first. */
  readonly rules: Rule[] = [];
  /** What comes next with something between, and without. */
  readonly apart = new Branch();
  readonly joined = new Branch();
}

/** The rules of one channel, or of all, made ready: as a tree, so that words that rules have in common are compared once. */
export class RuleSet {
  readonly #root = new Branch();

  constructor(rules: Iterable<Rule>) {
    for (const rule of rules) this.#add(rule);
  }

  /** Tells every match, until the work is done: then `work.left` is below 0. */
  find(tokens: readonly Token[], work: Work, found: Found): void {
    for (let first = 0; first < tokens.length && work.left >= 0; first++) {
      follow(this.#root, { tokens, work, found, first }, first);
    }
  }

  #add(rule: Rule): void {
    let node: Node | undefined;
    for (const { word, test, gap } of compilePattern(rule.pattern)) {
      const branch = !node ? this.#root : gap ? node.apart : node.joined;
      node = test ? globNode(branch, word, test) : literalNode(branch, word);
    }
    if (!node?.rules.some(({ action }) => action === rule.action)) node?.rules.push(rule);
  }
}

function literalNode({ literals }: Branch, word: string): Node {
  const node = literals.get(word) ?? new Node();
  literals.set(word, node);
  return node;
}

function globNode({ globs }: Branch, word: string, test: WordTest): Node {
  const known = globs.find((glob) => glob.word === word);
  if (known) return known.node;
  const node = new Node();
  globs.push({ word, test, node });
  return node;
}

/** One way through the text. */
interface Walk {
  tokens: readonly Token[];
  work: Work;
  found: Found;
  first: number;
}

function follow(branch: Branch, walk: Walk, at: number): void {
  const { word } = walk.tokens[at]!;
  walk.work.left -= 1 + branch.globs.length * (1 + word.length / LETTERS_AT_ONCE);
  if (walk.work.left < 0) return;
  const literal = branch.literals.get(word);
  if (literal) arrive(literal, walk, at);
  for (const { test, node } of branch.globs) if (test(word)) arrive(node, walk, at);
}

function arrive(node: Node, walk: Walk, last: number): void {
  walk.work.left -= node.rules.length * FOUND_COST;
  for (const rule of node.rules) walk.found(rule, walk.first, last);
  const next = walk.tokens[last + 1];
  if (next) follow(next.gap ? node.apart : node.joined, walk, last + 1);
}
