const WORD = /[\p{L}\p{N}_]+/gu;

interface Keyword {
  /** In lower case. */
  phrase: string;
  users: number[];
}

/** Finds users by the words that they want to be told of, whole and without regard to case. */
export class KeywordIndex {
  /** By the first word of the phrase. */
  readonly #byWord = new Map<string, Keyword[]>();
  /** Phrases without any letter or digit, such as an emoji. */
  readonly #others: Keyword[] = [];

  constructor(users: Iterable<readonly [user: number, keywords: readonly string[]]>) {
    const phrases = new Map<string, number[]>();
    for (const [user, keywords] of users) {
      for (const keyword of keywords) {
        const phrase = keyword.trim().toLowerCase();
        if (phrase === "") continue;
        const known = phrases.get(phrase);
        if (known) known.push(user);
        else phrases.set(phrase, [user]);
      }
    }
    for (const [phrase, ids] of phrases) this.#add({ phrase, users: ids });
  }

  /** Whoever has a word that stands in the text. */
  usersOf(text: string): Set<number> {
    const found = new Set<number>();
    if (this.#byWord.size === 0 && this.#others.length === 0) return found;
    const lower = text.toLowerCase();
    for (const { 0: word, index } of lower.matchAll(WORD)) {
      for (const { phrase, users } of this.#byWord.get(word) ?? []) {
        const start = index - leadOf(phrase);
        if (
          start >= 0 &&
          lower.startsWith(phrase, start) &&
          endsThere(lower, start + phrase.length, phrase)
        ) {
          for (const user of users) found.add(user);
        }
      }
    }
    for (const { phrase, users } of this.#others) {
      if (lower.includes(phrase)) for (const user of users) found.add(user);
    }
    return found;
  }

  #add(keyword: Keyword): void {
    const first = keyword.phrase.match(WORD)?.[0];
    if (first === undefined) this.#others.push(keyword);
    else this.#byWord.set(first, [...(this.#byWord.get(first) ?? []), keyword]);
  }
}

/** Characters before a phrase's first word, such as # or @. */
function leadOf(phrase: string): number {
  return phrase.search(/[\p{L}\p{N}_]/u);
}

/** Whether no word goes on where the phrase ends with one. */
function endsThere(text: string, end: number, phrase: string): boolean {
  return !/[\p{L}\p{N}_]$/u.test(phrase) || !/^[\p{L}\p{N}_]/u.test(text.slice(end, end + 2));
}
