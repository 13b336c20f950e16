import { Database } from "bun:sqlite";

/** What is in all tables of a database that others write to. */
export class DatabaseContents {
  readonly #db;
  readonly #tables: string[];
  #version: unknown;
  #digest = "";

  constructor(path: string) {
    this.#db = new Database(path, { readonly: true });
    const names = this.#db.query("SELECT name FROM sqlite_schema WHERE type = 'table'").values();
    this.#tables = names.flat().map(String);
  }

  /** Alike as long as all rows are the same. */
  now(): string {
    // It changes with every commit, but also when the WAL is emptied.
    const version = this.#db.query("PRAGMA data_version").values()[0]![0];
    if (version === this.#version) return this.#digest;
    const hash = new Bun.CryptoHasher("sha1");
    for (const table of this.#tables)
      hash.update(JSON.stringify(this.#db.query(`SELECT * FROM ${table}`).values()));
    this.#version = version;
    this.#digest = hash.digest("hex");
    return this.#digest;
  }

  close(): void {
    this.#db.close();
  }
}
