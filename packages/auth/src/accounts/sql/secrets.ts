import { randomBytes } from "node:crypto";

import { first, type Queries, run } from "@hubbub/sql";

import { type Steps, take } from "./steps.ts";

const SETUP_CODE = "setup-code";
const REFRESH_KEY = "refresh-key";

type SecretName = typeof SETUP_CODE | typeof REFRESH_KEY;

export const setupCode = (): Queries<Uint8Array | undefined> => secret(SETUP_CODE);

/** The caller has taken "administrators". */
export const dropSetupCode = (): Queries<void> => run("DELETE FROM secrets WHERE name = ?1", SETUP_CODE);

/** See AccountStore.setSetupCode. */
export function* setSetupCode(hash: Uint8Array): Steps<boolean> {
  yield* take({ on: "administrators" });
  yield* dropSetupCode();
  if (yield* first("SELECT id FROM accounts WHERE admin = 1 LIMIT 1")) return false;
  yield* run("INSERT INTO secrets (name, value) VALUES (?1, ?2)", SETUP_CODE, hash);
  return true;
}

/** See AccountStore.refreshKey. */
export function* refreshKey(): Queries<Uint8Array> {
  const known = yield* secret(REFRESH_KEY);
  if (known) return known;
  const made = new Uint8Array(randomBytes(32));
  // Of two that make one at once the first one's stands.
  yield* run("INSERT INTO secrets (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING", REFRESH_KEY, made);
  const kept = yield* secret(REFRESH_KEY);
  if (!kept) throw new Error("the key of the refresh tokens was not kept");
  return kept;
}

function* secret(name: SecretName): Queries<Uint8Array | undefined> {
  const row = yield* first<{ value: Uint8Array }>("SELECT value FROM secrets WHERE name = ?1", name);
  return row?.value;
}
