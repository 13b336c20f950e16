import type { Database } from "bun:sqlite";

export const SETUP_CODE = "setup-code";
export const REFRESH_KEY = "refresh-key";

type SecretName = typeof SETUP_CODE | typeof REFRESH_KEY;

export function secret(db: Database, name: SecretName): Uint8Array | undefined {
  return db.query<{ value: Uint8Array }, [string]>("SELECT value FROM secrets WHERE name = ?").get(name)
    ?.value;
}

export function setSecret(db: Database, name: SecretName, value: Uint8Array): void {
  db.query("INSERT INTO secrets (name, value) VALUES (?, ?)").run(name, value);
}

export function dropSetupCode(db: Database): void {
  db.query("DELETE FROM secrets WHERE name = ?").run(SETUP_CODE);
}
