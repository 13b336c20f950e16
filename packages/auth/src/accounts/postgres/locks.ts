import type { Session } from "@hubbub/sql/postgres";

import type { Lock } from "../sql/steps.ts";
import { storable } from "./storable.ts";

/** First keys of the advisory locks, whose space all programs on a database share: "HubA". */
const OURS = 0x48756241;
const KEYS = { administrators: 1, "signing-keys": 2, sweep: 3, feed: 4 } as const;

/**
 * Takes a lock that ends with the transaction. Not waited for: what is sent behind it is done when it is taken, and sees
 * what was committed before (READ COMMITTED). The locks are released after the commit can be seen.
 */
export function takeLock(session: Session, lock: Lock): void {
  switch (lock.on) {
    case "account":
      return session.sendBlind("SELECT id FROM accounts WHERE id = $1::bigint FOR NO KEY UPDATE", [lock.id]);
    case "session":
      return session.sendBlind(
        `SELECT id FROM accounts WHERE id = (SELECT account FROM sessions WHERE sid = $1::text COLLATE "C")
         FOR NO KEY UPDATE`,
        [storable(lock.sid)],
      );
    default:
      return session.sendBlind(`SELECT pg_advisory_xact_lock(${OURS}, ${KEYS[lock.on]})`);
  }
}
