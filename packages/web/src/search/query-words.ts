export interface Suggestion {
  /** A filter's beginning, such as `from:`; a whole filter; or a search of before. */
  kind: "filter" | "value" | "recent";
  /** What is put in. */
  insert: string;
  /** What it means. */
  detail: string;
}

/** A word of a query, from `start` to before `end`. */
export interface QueryWord {
  start: number;
  end: number;
  text: string;
}

/** The word that the caret stands in or behind; quotes hold a word together. Empty where it stands between words. */
export function wordAt(query: string, caret: number): QueryWord {
  for (const match of query.matchAll(/(?:"[^"]*"?|[^\s"])+/g)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (start <= caret && caret <= end) return { start, end, text: match[0] };
  }
  return { start: caret, end: caret, text: "" };
}

/** The query with `insert` instead of the word, and where the caret goes: behind a space, unless it is to be gone on with. */
export function completed(query: string, word: QueryWord, insert: string): { query: string; caret: number } {
  const excluded = word.text.startsWith("-") ? "-" : "";
  const before = query.slice(0, word.start) + excluded + insert;
  const after = query.slice(word.end);
  const isOpen = insert.endsWith(":");
  const gap = isOpen || after.startsWith(" ") ? "" : " ";
  return { query: before + gap + after, caret: before.length + (isOpen ? 0 : 1) };
}

/** A name as a filter takes it: in quotes where it has spaces. */
export function quoted(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}
