import { SQL } from "bun";

/** The database can't be asked now, or could not do it; nothing was kept, and the caller may try again later. */
export class DatabaseUnavailable extends Error {
  override name = "DatabaseUnavailable";
}

/** The database can't be used at all; the message is a sentence that says what to do. */
export class DatabaseRefused extends Error {
  override name = "DatabaseRefused";
}

/** SQLSTATEs after which the same transaction may succeed. */
const PASSING = new Set([
  "40001", // serialization_failure
  "40P01", // deadlock_detected
  "55P03", // lock_not_available: lock_timeout
  "25006", // read_only_sql_transaction: this one is a standby yet
  "53300", // too_many_connections
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "57P05", // idle_session_timeout
  "25P03", // idle_in_transaction_session_timeout
]);

/** Postgres's own name for what went wrong (Appendix A of its manual); empty if the error isn't the server's. */
export function sqlState(error: unknown): string {
  return error instanceof SQL.PostgresError && typeof error.errno === "string" ? error.errno : "";
}

/** Whether the line to the server is gone or was never there, so that nobody knows what became of what was asked last. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof SQL.PostgresError)) return false;
  const state = sqlState(error);
  return state === ""
    ? error.code.startsWith("ERR_POSTGRES_CONNECTION")
    : /^(?:08|57P0[1235]|25P03)/.test(state);
}

/** Whether the same transaction may succeed if it is tried again. */
export function isPassing(error: unknown): boolean {
  if (isLost(error)) return true;
  if (error instanceof SQL.PostgresError && error.code === "ERR_POSTGRES_COMMIT_ROLLED_BACK") return true;
  return PASSING.has(sqlState(error));
}

/** What a caller is told whose transaction failed for good; what isn't the database's fault is given back as it is. */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof SQL.PostgresError)) return error;
  const state = sqlState(error);
  // The statement is wrong, or a value that it was given: that is a fault of ours.
  if (/^(?:22|23|42)/.test(state)) return error;
  return new DatabaseUnavailable(`Postgres: ${error.message}${state === "" ? "" : ` (${state})`}`, {
    cause: error,
  });
}
