import type { ReservedSQL } from "bun";

import type { Param, Row } from "../steps.ts";
import { toPostgres } from "./dialect.ts";
import { plainRows } from "./result-rows.ts";

/** Arrays are only for statements of this folder. */
export type Value = Param | readonly (number | string | Uint8Array | null)[];

/** A connection that a transaction has alone. Statements are sent at once, one behind the other, and answered in order. */
export class Session {
  readonly #sql;
  /** When each statement was sent that is not answered yet, the oldest first. */
  readonly #sent: number[] = [];
  #failure: { error: unknown } | undefined;

  constructor(sql: ReservedSQL) {
    this.#sql = sql;
  }

  /** When the oldest statement was sent that the server has not answered; undefined if there is none. */
  get waitingSince(): number | undefined {
    return this.#sent[0];
  }

  /** The error of the first statement that failed: those behind it in its transaction fail because of it. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** A statement in the SQL that both databases speak: see QueryStep. */
  query(sql: string, params: readonly Param[]): Promise<Row[]> {
    return this.send(toPostgres(sql, params), params);
  }

  /** The same, if its rows don't matter: see sendBlind. */
  runBlind(sql: string, params: readonly Param[]): void {
    this.sendBlind(toPostgres(sql, params), params);
  }

  /** A statement in Postgres's own words. */
  async send(sql: string, params: readonly Value[] = []): Promise<Row[]> {
    this.#sent.push(performance.now());
    try {
      return plainRows((await this.#sql.unsafe(sql, params as unknown[])) as Row[]);
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    } finally {
      this.#sent.shift();
    }
  }

  /** Sends a statement that nobody waits for: if it fails, so does the transaction's commit. */
  sendBlind(sql: string, params: readonly Value[] = []): void {
    // It is kept as `failure`.
    this.send(sql, params).catch(() => {});
  }

  /** Gives the connection back, outside of any transaction. */
  async release(): Promise<void> {
    await this.#sql.release();
  }

  /** Ends the connection: what was not answered is rejected, and the server rolls back what was not committed. */
  async destroy(): Promise<void> {
    await this.#sql.close({ timeout: 0 });
  }
}
