import { all, type Queries, run } from "@hubbub/sql";

import type { KeyChange, SigningKeyRow } from "../account-store.ts";
import { type Steps, take } from "./steps.ts";

/** See AccountStore.updateSigningKeys. */
export function* updateSigningKeys(decide: (keys: SigningKeyRow[]) => KeyChange): Steps<SigningKeyRow[]> {
  yield* take({ on: "signing-keys" });
  const { add, drop } = decide(yield* signingKeys());
  if (add) {
    yield* run(
      "INSERT INTO signing_keys (kid, active_from, public_key, private_key) VALUES (?1, ?2, ?3, ?4)",
      add.kid,
      add.activeFrom,
      add.publicKey,
      add.privateKey,
    );
  }
  for (const kid of drop) yield* run("DELETE FROM signing_keys WHERE kid = ?1", kid);
  return yield* signingKeys();
}

function signingKeys(): Queries<SigningKeyRow[]> {
  return all<SigningKeyRow>(
    `SELECT kid, active_from AS "activeFrom", public_key AS "publicKey", private_key AS "privateKey"
     FROM signing_keys ORDER BY active_from, kid`,
  );
}
