import { Lexer, type Token } from "marked";

import { BoundedTokenizer } from "./bounded-tokenizer.ts";
import { splitText } from "./split-text.ts";

/** Characters of the texts whose tokens are kept; past it those that were used longest ago go. */
const KEPT_CHARACTERS = 500_000;

const kept = new Map<string, readonly Token[]>();
let characters = 0;

/** A message's Markdown as marked's tokens; in bounded time, whatever the text. */
export function parse(text: string): readonly Token[] {
  const known = kept.get(text);
  if (known !== undefined) {
    kept.delete(text);
    kept.set(text, known);
    return known;
  }
  const tokens = splitText(text).flatMap((piece): Token[] =>
    piece.kind === "code"
      ? [{ type: "code", raw: piece.text, text: piece.text, lang: piece.language }]
      : new Lexer({ gfm: true, breaks: true, tokenizer: new BoundedTokenizer() }).lex(piece.text),
  );
  keep(text, tokens);
  return tokens;
}

function keep(text: string, tokens: readonly Token[]): void {
  kept.set(text, tokens);
  characters += text.length;
  for (const oldest of kept.keys()) {
    if (characters <= KEPT_CHARACTERS) return;
    kept.delete(oldest);
    characters -= oldest.length;
  }
}
