/** An element of a JSON array. */
export interface JsonElement {
  text: string;
  /** Where it begins, from 1. */
  line: number;
}

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Takes the text of a JSON array apart into its elements, also if some of them are damaged: so it can be told where, and
 * the others read. Damage that changes where an element ends takes those behind it along.
 */
export function* jsonElements(text: string): Generator<JsonElement> {
  let line = 1;
  let depth = 0;
  let inString = false;
  let start = -1;
  let startLine = 1;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === NEWLINE) line++;
    if (inString) {
      if (unit === BACKSLASH) at++;
      else if (unit === QUOTE) inString = false;
      continue;
    }
    const ends = depth === 1 && (unit === COMMA || CLOSING.has(unit));
    if (ends && start >= 0) {
      yield { text: text.slice(start, at), line: startLine };
      start = -1;
    } else if (depth > 0 && start < 0 && !ends && unit > 0x20) {
      start = at;
      startLine = line;
    }
    if (unit === QUOTE) inString = true;
    else if (OPENING.has(unit)) depth++;
    else if (CLOSING.has(unit)) depth--;
  }
  if (start >= 0) yield { text: text.slice(start), line: startLine };
}
