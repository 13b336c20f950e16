import { existsSync } from "node:fs";

import { perform } from "../sql/perform.ts";
import type { Steps } from "../sql/steps.ts";
import { StoreRefused, type VerbArgs, type VerbResult } from "../store.ts";
import { READ_VERBS, type ReadVerbs } from "../verbs/index.ts";
import { openReadOnly, refuseForeign } from "./open-database.ts";
import { refusalOf, refusals } from "./refusals.ts";
import { MIGRATIONS, schemaVersion } from "./schema.ts";
import { SqliteConnection } from "./sqlite-connection.ts";

/** A store as it stands at one moment. */
export interface Snapshot {
  read<Name extends keyof ReadVerbs>(
    verb: Name,
    args: VerbArgs<ReadVerbs[Name]>,
  ): VerbResult<ReadVerbs[Name]>;
  close(): void;
}

/**
 * Opens the database at `path` for reading, from any process, also while a server has it open: what is committed later
 * isn't seen, and stays in the WAL until this is closed. Calls block their thread. Throws StoreRefused.
 */
export function openSnapshot(path: string): Snapshot {
  if (!existsSync(path)) throw refusals.noSource(path);
  const db = openReadOnly(path);
  try {
    refuseForeign(db, path);
    if (schemaVersion(db) < MIGRATIONS.length) {
      throw new StoreRefused(
        `${path} was written by an older version: start the server once, then try again.`,
      );
    }
    db.run("BEGIN");
    // The moment is that of the first read.
    db.query("SELECT count(*) FROM channels").get();
  } catch (error) {
    db.close();
    throw refusalOf(error, path);
  }
  const connection = new SqliteConnection(db);
  return {
    read(verb, args) {
      const begin = READ_VERBS[verb] as unknown as (
        given: typeof args,
      ) => Steps<VerbResult<ReadVerbs[typeof verb]>>;
      return perform(begin(args), connection).value;
    },
    close() {
      db.run("ROLLBACK");
      db.close();
    },
  };
}
