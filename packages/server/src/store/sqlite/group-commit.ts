import type { Database } from "bun:sqlite";

import type { Calls, Request } from "./calls.ts";
import { sqliteCode, unavailableBecause } from "./failures.ts";
import { answer, answerFailure, perform } from "./serve-calls.ts";

/**
 * Performs requests in one transaction and answers them after its commit, because one sync of the disk then
 * serves them all. If the commit fails, nothing of any of them was kept and all are answered so. A request
 * that breaks a constraint (a fault of its caller) is undone and fails alone.
 */
export class GroupCommit {
  readonly #db;
  readonly #calls;
  readonly #rolledBack;
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  readonly #savepoint;
  readonly #release;
  readonly #rollbackTo;

  /** `rolledBack` is called whenever what the calls have written is undone. */
  constructor(db: Database, calls: Calls, rolledBack: () => void) {
    this.#db = db;
    this.#calls = calls;
    this.#rolledBack = rolledBack;
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
    this.#savepoint = db.prepare("SAVEPOINT request");
    this.#release = db.prepare("RELEASE request");
    this.#rollbackTo = db.prepare("ROLLBACK TO request");
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
    this.#savepoint.run();
    try {
      const value = perform(this.#calls, request);
      this.#release.run();
      return () => answer(request.id, value);
    } catch (error) {
      if (!sqliteCode(error).startsWith("SQLITE_CONSTRAINT")) throw error;
      this.#rollbackTo.run();
      this.#release.run();
      this.#rolledBack();
      return () => answerFailure(request.id, error);
    }
  }
}
