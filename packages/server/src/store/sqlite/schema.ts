import type { Database } from "bun:sqlite";

import { EVENTS_V2 } from "./migrations/events-v2.ts";
import { FEATURES_V2 } from "./migrations/features-v2.ts";
import { FILES_V2 } from "./migrations/files-v2.ts";
import { IMPORTS_V2 } from "./migrations/imports-v2.ts";
import { INTEGRATIONS_V2 } from "./migrations/integrations-v2.ts";
import { V1 } from "./migrations/v1.ts";

export { COPY_APPLICATION_ID, LIVE_APPLICATION_ID } from "./migrations/v1.ts";

/** One step of the schema: SQL, or what a text can't say. */
export type Migration = string | ((db: Database) => void);

/**
 * Version N of the schema is made from version N-1 by the Nth list of steps. Those that were released never
 * change.
 */
export const MIGRATIONS: readonly (readonly Migration[])[] = [
  [V1],
  [...EVENTS_V2, ...FEATURES_V2, ...FILES_V2, ...INTEGRATIONS_V2, ...IMPORTS_V2],
];

/** The number that a pragma without a result set of its own stands at. */
export function pragmaNumber(db: Database, name: string): number {
  const value = db.query(`PRAGMA ${name}`).values()[0]?.[0];
  if (typeof value !== "number") throw new Error(`PRAGMA ${name} gave no number`);
  return value;
}

export const schemaVersion = (db: Database): number => pragmaNumber(db, "user_version");

/**
 * Brings the schema to the version after the last of `migrations`, each in a transaction of its own: one
 * that fails leaves the version before it. The caller has refused versions that are newer.
 */
export function migrate(db: Database, migrations: readonly (readonly Migration[])[]): void {
  for (let version = schemaVersion(db); version < migrations.length; version++) {
    db.transaction(() => {
      for (const step of migrations[version] ?? []) {
        if (typeof step === "string") db.run(step);
        else step(db);
      }
      db.run(`PRAGMA user_version = ${version + 1}`);
    }).immediate();
  }
}
