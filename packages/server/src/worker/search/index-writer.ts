import type { Database } from "bun:sqlite";

import type { Has } from "../../search/has.ts";
import { type DocumentRow, DOCUMENTS_PER_MS, documentTokens, hasBits, rowOf } from "./document.ts";
import type { Lexicon } from "./lexicon.ts";
import type { SearchChange, SearchMessage } from "./search-change.ts";

/** Messages taken out at once from which it is cheaper to write the lists anew than to mend them one by one. */
const MANY = 5_000;

const COLUMNS = "id, channel, seq, user, has, text, files";

/**
 * Changes the tables, inside transactions that the caller has begun. New messages are only noted down; their words
 * are indexed later, many at a time, which costs a third. What changes or goes is changed or gone at once.
 */
export class IndexWriter {
  readonly #db;
  readonly #lexicon;
  readonly #bySeq;
  readonly #lastIn;
  readonly #insert;
  readonly #update;
  readonly #remove;
  readonly #below;
  readonly #addPending;
  readonly #removePending;
  readonly #pending;
  readonly #countPending;
  readonly #isPending;
  readonly #addTokens;
  readonly #removeTokens;
  /** By word, how many more messages have it, to be counted at the end. */
  readonly #counts = new Map<string, number>();

  constructor(db: Database, lexicon: Lexicon) {
    this.#db = db;
    this.#lexicon = lexicon;
    this.#bySeq = db.prepare<DocumentRow, [number, number]>(
      `SELECT ${COLUMNS} FROM search_messages WHERE channel = ? AND seq = ?`,
    );
    this.#lastIn = db.prepare<{ id: number | null }, [number, number]>(
      "SELECT max(id) AS id FROM search_messages WHERE id >= ? AND id < ?",
    );
    this.#insert = db.prepare<unknown, (number | string | null)[]>(
      `INSERT INTO search_messages (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#update = db.prepare<unknown, [number, number, string, string | null, number]>(
      "UPDATE search_messages SET user = ?, has = ?, text = ?, files = ? WHERE id = ?",
    );
    this.#remove = db.prepare<unknown, [number]>("DELETE FROM search_messages WHERE id = ?");
    this.#below = db.prepare<DocumentRow, [number, number]>(
      `SELECT ${COLUMNS} FROM search_messages WHERE channel = ? AND seq < ?`,
    );
    this.#addPending = db.prepare<unknown, [number]>("INSERT INTO search_pending (id) VALUES (?)");
    this.#removePending = db.prepare<unknown, [number]>("DELETE FROM search_pending WHERE id = ?");
    this.#pending = db.prepare<DocumentRow, [number]>(
      `SELECT ${COLUMNS} FROM search_pending JOIN search_messages USING (id) ORDER BY id LIMIT ?`,
    );
    this.#countPending = db.prepare<{ messages: number }, []>(
      "SELECT count(*) AS messages FROM search_pending",
    );
    this.#isPending = db.prepare<unknown, [number]>("SELECT 1 FROM search_pending WHERE id = ?");
    this.#addTokens = db.prepare<unknown, [number, string]>(
      "INSERT INTO search_words (rowid, tokens) VALUES (?, ?)",
    );
    this.#removeTokens = db.prepare<unknown, [number, string]>(
      "INSERT INTO search_words (search_words, rowid, tokens) VALUES ('delete', ?, ?)",
    );
  }

  /** Gives whether anything was taken out of the tables. */
  apply(changes: readonly SearchChange[]): boolean {
    let removed = false;
    for (const change of changes) removed = this.#apply(change) || removed;
    this.#countWords();
    return removed;
  }

  /** Messages whose words are yet to be indexed. */
  pending(): number {
    return this.#countPending.get()!.messages;
  }

  /** Indexes the words of at most `most` new messages; gives how many it were. */
  indexPending(most: number): number {
    const rows = this.#pending.all(most);
    for (const row of rows) {
      const { words, others } = documentTokens(row);
      this.#addTokens.run(row.id, [...words, ...others].join(" "));
      this.#removePending.run(row.id);
      for (const word of words) this.#count(word, 1);
    }
    this.#countWords();
    return rows.length;
  }

  #apply(change: SearchChange): boolean {
    switch (change.kind) {
      case "message":
        return this.#save(change);
      case "edited": {
        const { channel, seq, text, link } = change;
        return this.#change(channel, seq, (old) => ({ ...old, text, has: withHas(old.has, "link", link) }));
      }
      case "has": {
        const { channel, seq, what, now } = change;
        this.#change(channel, seq, (old) => ({ ...old, has: withHas(old.has, what, now) }));
        return false;
      }
      case "removed": {
        const row = this.#bySeq.get(change.channel, change.seq);
        return this.#removeRows(row === null ? [] : [row]);
      }
      case "channel-removed":
        return this.#removeRows(this.#below.all(change.channel, change.before ?? Number.MAX_SAFE_INTEGER));
    }
  }

  #save(message: SearchMessage): boolean {
    const old = this.#bySeq.get(message.channel, message.seq);
    if (old) {
      this.#replace(old, rowOf(old.id, message));
      return true;
    }
    const { id, channel, seq, user, has, text, files } = rowOf(this.#newId(message.at), message);
    this.#insert.run(id, channel, seq, user, has, text, files);
    this.#addPending.run(id);
    return false;
  }

  #change(channel: number, seq: number, change: (old: DocumentRow) => DocumentRow): boolean {
    const old = this.#bySeq.get(channel, seq);
    if (old !== null) this.#replace(old, change(old));
    return old !== null;
  }

  /** Takes out and adds the tokens that differ. */
  #replace(old: DocumentRow, row: DocumentRow): void {
    this.#update.run(row.user, row.has, row.text, row.files, row.id);
    if (this.#isPending.get(row.id) !== null) return;
    const before = documentTokens(old);
    const after = documentTokens(row);
    const gone = before.words.difference(after.words);
    const come = after.words.difference(before.words);
    // Always both, because FTS5 counts the rows that it has.
    this.#removeTokens.run(row.id, [...gone, ...before.others.difference(after.others)].join(" "));
    this.#addTokens.run(row.id, [...come, ...after.others.difference(before.others)].join(" "));
    for (const word of gone) this.#count(word, -1);
    for (const word of come) this.#count(word, 1);
  }

  #removeRows(rows: readonly DocumentRow[]): boolean {
    const many = rows.length >= MANY;
    if (many) this.#secureDelete(0);
    for (const row of rows) this.#removeRow(row);
    if (many) {
      this.#db.run("INSERT INTO search_words (search_words) VALUES ('optimize')");
      this.#secureDelete(1);
    }
    return rows.length > 0;
  }

  #removeRow(row: DocumentRow): void {
    this.#remove.run(row.id);
    if (this.#removePending.run(row.id).changes > 0) return;
    const { words, others } = documentTokens(row);
    this.#removeTokens.run(row.id, [...words, ...others].join(" "));
    for (const word of words) this.#count(word, -1);
  }

  #secureDelete(value: 0 | 1): void {
    this.#db.run("INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', ?)", [value]);
  }

  #count(word: string, change: number): void {
    this.#counts.set(word, (this.#counts.get(word) ?? 0) + change);
  }

  #countWords(): void {
    const counts = [...this.#counts];
    this.#counts.clear();
    // In the order in which they lie on their pages.
    counts.sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [word, change] of counts) if (change !== 0) this.#lexicon.count(word, change);
  }

  /** The next free number of the message's millisecond, or of the next one that has room. */
  #newId(at: number): number {
    for (let ms = at; ; ms++) {
      const first = ms * DOCUMENTS_PER_MS;
      const last = this.#lastIn.get(first, first + DOCUMENTS_PER_MS)?.id ?? first - 1;
      if (last + 1 < first + DOCUMENTS_PER_MS) return last + 1;
    }
  }
}

function withHas(bits: number, what: Has, now: boolean): number {
  const bit = hasBits([what]);
  return now ? bits | bit : bits & ~bit;
}
