import type { Database } from "bun:sqlite";

import { perform } from "../sql/perform.ts";
import type { Steps } from "../sql/steps.ts";
import type { Outcome } from "../store.ts";
import { READ_VERBS, WRITE_VERBS } from "../verbs/index.ts";
import { CallUndone, sqliteCode } from "./failures.ts";
import type { LogWriter } from "./log-writer.ts";
import { SqliteConnection } from "./sqlite-connection.ts";
import type { WalTruncation } from "./wal-truncation.ts";

type Verbs = Record<string, (args: never) => Steps<unknown>>;

/** Runs a writing verb inside the caller's transaction, as a savepoint: what fails is undone alone. */
export function writeRunner(
  db: Database,
  log: LogWriter,
  truncation: WalTruncation,
): (verb: string, args: unknown) => Outcome<unknown> {
  const connection = new SqliteConnection(db, log, truncation);
  return (verb, args) => {
    log.verbBegins();
    try {
      return db.transaction(() => perform(begin(WRITE_VERBS, verb, args), connection))();
    } catch (error) {
      log.verbUndone();
      // A full disk and the like are everybody's; the rest is this verb's own.
      const code = sqliteCode(error);
      if (code !== "" && !code.startsWith("SQLITE_CONSTRAINT")) throw error;
      throw new CallUndone("the verb was undone", { cause: error });
    }
  };
}

/** Runs a reading verb on one snapshot. */
export function readRunner(db: Database): (verb: string, args: unknown) => unknown {
  const connection = new SqliteConnection(db);
  return (verb, args) => db.transaction(() => perform(begin(READ_VERBS, verb, args), connection).value)();
}

function begin(verbs: Verbs, name: string, args: unknown): Steps<unknown> {
  const verb = verbs[name];
  if (verb === undefined) throw new Error(`the store has no verb ${name}`);
  return verb(args as never);
}
