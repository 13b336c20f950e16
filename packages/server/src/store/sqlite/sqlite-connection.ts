import type { Database, Statement } from "bun:sqlite";

import type { Connection } from "../sql/perform.ts";
import type { NewEvent, Param, Row, SentEvent } from "../sql/steps.ts";
import type { AppendResult } from "../store.ts";
import type { LogWriter } from "./log-writer.ts";
import type { WalTruncation } from "./wal-truncation.ts";

/** What verbs are run on. Their statements are few and fixed, so each is compiled once and kept. */
export class SqliteConnection implements Connection {
  readonly #db;
  readonly #log;
  readonly #truncation;
  readonly #statements = new Map<string, Statement<Row, Param[]>>();

  /** Without a log it is for reading only. */
  constructor(db: Database, log?: LogWriter, truncation?: WalTruncation) {
    this.#db = db;
    this.#log = log;
    this.#truncation = truncation;
  }

  query(sql: string, params: readonly Param[]): Row[] {
    return this.#statement(sql).all(...params);
  }

  run(sql: string, params: readonly Param[]): void {
    this.#statement(sql).run(...params);
  }

  append(event: NewEvent): number | undefined {
    return this.#writer().add(event);
  }

  appendOnce(event: NewEvent, clientId: string, at: number, sender?: number): AppendResult {
    return this.#writer().addOnce(event, clientId, at, sender);
  }

  sent(user: number, clientId: string): SentEvent | undefined {
    return this.#writer().sent(user, clientId);
  }

  erased(): void {
    this.#truncation?.request();
  }

  bar(channel: number, user: number, ms?: number): void {
    this.#writer().barred.bar(channel, user, ms);
  }

  unbar(channel: number, user: number): void {
    this.#writer().barred.unbar(channel, user);
  }

  #statement(sql: string): Statement<Row, Param[]> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare<Row, Param[]>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #writer(): LogWriter {
    if (this.#log === undefined) throw new Error("a verb that only reads has tried to write");
    return this.#log;
  }
}
