import { DatabaseRefused } from "./failures.ts";
import type { Session } from "./session.ts";

/** What lies in a Postgres schema of its own, the connections' first in their search path. */
export interface Schema {
  /** Its name there. */
  name: string;
  /** Version N is made from version N-1 by the Nth text, whose statements end in ";\n". Those that were released never change. */
  migrations: readonly string[];
}

/** Key of the lock that who migrates holds, so that of many nodes that start at once one does it. "HUBM". */
const MIGRATING = 0x4855424d;

/** Brings a schema to its newest version, in the caller's transaction. Throws DatabaseRefused if it is newer than this. */
export async function migrate(session: Session, { name, migrations }: Schema): Promise<void> {
  session.sendBlind("SET LOCAL lock_timeout = 0");
  session.sendBlind(`SELECT pg_advisory_xact_lock(${MIGRATING})`);
  const version = await versionOf(session, name);
  if (version > migrations.length) {
    throw new DatabaseRefused(
      `The Postgres database was written by a newer version (its schema ${name} is ${version}, this version knows up to ` +
        `${migrations.length}): start the newer version.`,
    );
  }
  if (version === migrations.length) return;
  if (version === 0) {
    await session.send(`CREATE SCHEMA IF NOT EXISTS ${name}`);
    await session.send(
      "CREATE TABLE schema_version (id bigint PRIMARY KEY CHECK (id = 1), version bigint NOT NULL)",
    );
    await session.send("INSERT INTO schema_version (id, version) VALUES (1, 0)");
  }
  for (const statements of migrations.slice(version)) {
    for (const statement of statements.split(";\n"))
      if (statement.trim() !== "") await session.send(statement);
  }
  await session.send("UPDATE schema_version SET version = $1::bigint", [migrations.length]);
}

/** 0 if nothing of it is there. */
async function versionOf(session: Session, name: string): Promise<number> {
  const [there] = await session.send(`SELECT to_regclass('${name}.schema_version') IS NOT NULL AS is`);
  if (there?.["is"] !== true) return 0;
  const [row] = await session.send("SELECT version FROM schema_version");
  return Number(row?.["version"]);
}
