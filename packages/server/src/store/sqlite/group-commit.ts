import type { Database } from "bun:sqlite";

import type { Calls, Request } from "./calls.ts";
import { CallUndone, unavailableBecause } from "./failures.ts";
import { answer, answerFailure, perform } from "./serve-calls.ts";

/**
 * Performs requests in one transaction and answers them after its commit, because one sync of the disk then
 * serves them all. If the commit fails, nothing of any of them was kept and all are answered so. A call that
 * throws CallUndone fails alone.
 */
export class GroupCommit {
  readonly #db;
  readonly #calls;
  readonly #rolledBack;
  readonly #begin;
  readonly #commit;
  readonly #rollback;

  /** `rolledBack` is called when what the calls have written was undone. */
  constructor(db: Database, calls: Calls, rolledBack: () => void) {
    this.#db = db;
    this.#calls = calls;
    this.#rolledBack = rolledBack;
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
  }

  commit(requests: readonly Request[]): void {
    if (requests.length === 0) return;
    const answers: (() => void)[] = [];
    try {
      this.#begin.run();
      for (const request of requests) answers.push(this.#perform(request));
      this.#commit.run();
    } catch (error) {
      // After some errors (a full disk) SQLite has rolled back by itself.
      if (this.#db.inTransaction) this.#rollback.run();
      this.#rolledBack();
      const unavailable = unavailableBecause(error);
      for (const { id } of requests) answerFailure(id, unavailable);
      return;
    }
    for (const answerNow of answers) answerNow();
  }

  #perform(request: Request): () => void {
    try {
      const value = perform(this.#calls, request);
      return () => answer(request.id, value);
    } catch (error) {
      if (!(error instanceof CallUndone)) throw error;
      return () => answerFailure(request.id, error);
    }
  }
}
