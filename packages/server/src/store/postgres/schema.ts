import { StoreRefused } from "../store.ts";
import { V1 } from "./migrations/v1.ts";
import type { Session } from "./session.ts";

/** Version N of the schema is made from version N-1 by the Nth text. Those that were released never change. */
export const MIGRATIONS: readonly string[] = [V1];

/** Key of the lock that who migrates holds, so that of many nodes that start at once one does it. "HUBM". */
const MIGRATING = 0x4855424d;

/**
 * Brings the schema to the newest version, in the caller's transaction. Throws StoreRefused if the database is another
 * program's, or was written by a newer version.
 */
export async function migrate(session: Session): Promise<void> {
  session.sendBlind("SET LOCAL lock_timeout = 0");
  session.sendBlind(`SELECT pg_advisory_xact_lock(${MIGRATING})`);
  const version = await schemaVersion(session);
  if (version > MIGRATIONS.length) throw newerSchema(version);
  if (version === MIGRATIONS.length) return;
  if (version === 0) {
    await refuseForeign(session);
    await session.send(
      "CREATE TABLE hubbub (id bigint PRIMARY KEY CHECK (id = 1), schema_version bigint NOT NULL)",
    );
    await session.send("INSERT INTO hubbub (id, schema_version) VALUES (1, 0)");
  }
  for (const statements of MIGRATIONS.slice(version)) {
    for (const statement of statements.split(";\n"))
      if (statement.trim() !== "") await session.send(statement);
  }
  await session.send("UPDATE hubbub SET schema_version = $1::bigint", [MIGRATIONS.length]);
}

/** 0 for a database that has none of it. */
async function schemaVersion(session: Session): Promise<number> {
  const [there] = await session.send("SELECT to_regclass('hubbub') IS NOT NULL AS is");
  if (there?.["is"] !== true) return 0;
  const [row] = await session.send("SELECT schema_version FROM hubbub");
  return Number(row?.["schema_version"]);
}

async function refuseForeign(session: Session): Promise<void> {
  const [table] = await session.send(
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename LIMIT 1",
  );
  if (table === undefined) return;
  const name = String(table["tablename"]);
  throw new StoreRefused(
    `The Postgres database has a table "${name}" that isn't Hubbub's: create a database of its own, and name that.`,
  );
}

function newerSchema(version: number): StoreRefused {
  return new StoreRefused(
    `The Postgres database was written by a newer version (its schema is ${version}, this version knows up to ` +
      `${MIGRATIONS.length}): start the newer version.`,
  );
}
