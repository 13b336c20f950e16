import type { Database } from "bun:sqlite";

import { quoted } from "./match-expression.ts";

export interface LexiconWord {
  word: string;
  /** How many messages have it. */
  messages: number;
}

interface LexiconRow extends LexiconWord {
  /** Its row among the parts; null if it is too short for one. */
  part: number | null;
}

/** Words looked at for one part of a word; of those that have it anywhere the ones that came first, which are the most common. */
const LOOKED_AT = 4_000;
/** Characters from which on a part is found anywhere in a word; shorter ones are found where words begin. */
export const PART_LEAST = 3;

/** All words of the index, with how many messages have each. */
export class Lexicon {
  readonly #get;
  readonly #insert;
  readonly #update;
  readonly #remove;
  readonly #insertPart;
  readonly #removePart;
  readonly #beginning;
  readonly #containing;

  constructor(db: Database) {
    this.#get = db.prepare<LexiconRow, [string]>(
      "SELECT word, messages, part FROM search_lexicon WHERE word = ?",
    );
    this.#insert = db.prepare<unknown, [string, number, number | null]>(
      "INSERT INTO search_lexicon (word, messages, part) VALUES (?, ?, ?)",
    );
    this.#update = db.prepare<unknown, [number, string]>(
      "UPDATE search_lexicon SET messages = messages + ? WHERE word = ?",
    );
    this.#remove = db.prepare<unknown, [string]>("DELETE FROM search_lexicon WHERE word = ?");
    // Without RETURNING, for which SQLite makes a savepoint, at which FTS5 writes out what it has gathered.
    this.#insertPart = db.prepare<unknown, [string]>("INSERT INTO search_parts (word) VALUES (?)");
    this.#removePart = db.prepare<unknown, [number]>("DELETE FROM search_parts WHERE rowid = ?");
    this.#beginning = db.prepare<LexiconWord, [string, string, number]>(
      "SELECT word, messages FROM search_lexicon WHERE word >= ? AND word < ? LIMIT ?",
    );
    this.#containing = db.prepare<LexiconWord, [string, number]>(
      `SELECT search_lexicon.word, messages FROM search_parts JOIN search_lexicon USING (word)
       WHERE search_parts MATCH ? ORDER BY search_parts.rowid LIMIT ?`,
    );
  }

  messagesWith(word: string): number {
    return this.#get.get(word)?.messages ?? 0;
  }

  /** The word has so many more messages, or fewer; with none left it is gone. */
  count(word: string, change: number): void {
    const { changes } = this.#update.run(change, word);
    if (changes === 0) this.#add(word, change);
    else if (change < 0) this.#removeUnused(word);
  }

  /**
   * At most `limit` words that begin with `part` or, if it has three characters or more, have it anywhere: itself
   * first, then those that begin with it, the most common ones first. `all` says whether there are no more.
   */
  wordsWith(
    part: string,
    where: "beginning" | "anywhere",
    limit: number,
  ): { words: LexiconWord[]; all: boolean } {
    const rows =
      where === "anywhere"
        ? this.#containing.all(trigramsOf(part), LOOKED_AT)
        : this.#beginning.all(part, `${part}\u{10ffff}`, LOOKED_AT);
    const cut = rows.length === LOOKED_AT;
    const found = rows.filter(({ word }) => word.includes(part));
    if (cut && !found.some(({ word }) => word === part)) {
      const own = this.#get.get(part);
      if (own) found.push(own);
    }
    const place = ({ word }: LexiconWord): number => (word === part ? 0 : word.startsWith(part) ? 1 : 2);
    found.sort((a, b) => place(a) - place(b) || b.messages - a.messages);
    return { words: found.slice(0, limit), all: found.length <= limit && !cut };
  }

  #removeUnused(word: string): void {
    const { part, messages } = this.#get.get(word)!;
    if (messages > 0) return;
    this.#remove.run(word);
    if (part !== null) this.#removePart.run(part);
  }

  #add(word: string, messages: number): void {
    const part = hasParts(word) ? Number(this.#insertPart.run(word).lastInsertRowid) : null;
    this.#insert.run(word, messages, part);
  }
}

const hasParts = (word: string): boolean => [...word].length >= PART_LEAST;

/** An expression for words that have all trigrams of the part, in whatever order. */
function trigramsOf(part: string): string {
  const characters = [...part];
  const trigrams = characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(""));
  return [...new Set(trigrams)].map(quoted).join(" AND ");
}
