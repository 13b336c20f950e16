import { Database } from "bun:sqlite";

import { StartRefused } from "../errors.ts";

/** The gateway's file in the data folder (STORE_FILE of config.ts). */
export const CHAT_FILE = "hubbub.sqlite";
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the gateway's database for reading, beside the gateway that writes it. Queries have to be short: while one
 * runs, the file's log of changes (WAL) can't begin anew. Throws StartRefused.
 */
export function openChatDatabase(path: string): Database {
  try {
    const db = new Database(path, { readonly: true });
    db.run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    db.query("SELECT id FROM channels LIMIT 1").get();
    return db;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartRefused(
      `The worker can't read ${path} (${reason}): "hubbub serve" makes this file and starts the worker.`,
    );
  }
}
