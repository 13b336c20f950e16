import { SQLiteError } from "bun:sqlite";

import { Refusal } from "../../errors.ts";
import { StoreRefused, StoreUnavailable } from "../store.ts";
import type { Failure } from "./calls.ts";

/** Thrown by a call of the writer that is at fault itself (its cause says how) and has undone all that it wrote. */
export class CallUndone extends Error {}

/** What an error met in a store thread is to the caller. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallUndone && error.cause !== undefined) return failureOf(error.cause);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Refusal) {
    return { kind: "refusal", message, reason: error.reason, details: error.details };
  }
  if (error instanceof StoreUnavailable) return { kind: "unavailable", message };
  if (error instanceof StoreRefused) return { kind: "refused", message };
  return { kind: "fault", message };
}

export function errorOf(failure: Failure): Error {
  const { kind, message } = failure;
  if (kind === "refusal") return new Refusal(failure.reason, message, failure.details);
  if (kind === "unavailable") return new StoreUnavailable(message);
  if (kind === "refused") return new StoreRefused(message);
  return new Error(message);
}

/** The error for callers whose transaction or query failed as a whole. Nothing of it was kept. */
export function unavailableBecause(error: unknown): StoreUnavailable {
  const code = sqliteCode(error);
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreUnavailable(code === "" ? reason : `${reason} (${code})`, { cause: error });
}

/** SQLite's name for what went wrong, such as SQLITE_FULL; empty if the error is not SQLite's. */
export function sqliteCode(error: unknown): string {
  return error instanceof SQLiteError ? (error.code ?? "") : "";
}
