import type { Session } from "@hubbub/sql/postgres";

import { ALL, type Scope } from "./turns.ts";

/** Key of the lock that every verb holds: together, or alone if it touches everything. "HUBB". */
const EVERYTHING = 0x48554242;

/**
 * Keeps other nodes' writes out of a scope until the end of the transaction. Logs come before users, and both in the order
 * of their ids, so no two transactions wait for each other here.
 */
export function lockScope(session: Session, scope: Scope | typeof ALL): void {
  const lock = scope === ALL ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
  session.sendBlind(`SELECT ${lock}(${EVERYTHING})`);
  if (scope === ALL) return;
  if (scope.channels.length > 0) lockLogs(session, scope.channels);
  if (scope.users.length > 0) {
    session.sendBlind("SELECT id FROM users WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE", [
      scope.users,
    ]);
  }
}

/** Keeps everybody else from giving seqs in these channels until the end of the transaction. */
export function lockLogs(session: Session, channels: readonly number[]): void {
  session.sendBlind("SELECT id FROM channels WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE", [
    channels,
  ]);
}
