import { run } from "@hubbub/sql";

import { forgetInvitations } from "./sql-invitations.ts";
import { type Steps, take } from "./steps.ts";

/** See AccountStore.sweep. */
export function* sweep({
  now,
  nonceBefore,
  revokedBefore,
}: {
  now: number;
  nonceBefore: number;
  revokedBefore: number;
}): Steps<void> {
  // Two that delete the same rows might wait for each other in a ring.
  yield* take({ on: "sweep" });
  yield* run("DELETE FROM sessions WHERE expires_at <= ?1", now);
  yield* run("DELETE FROM tickets WHERE expires_at <= ?1", now);
  yield* forgetInvitations(now);
  yield* run("UPDATE sessions SET nonce = NULL WHERE nonce IS NOT NULL AND used_at < ?1", nonceBefore);
  yield* run("DELETE FROM revocations WHERE at < ?1", revokedBefore);
}
