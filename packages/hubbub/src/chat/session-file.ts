import { Database } from "bun:sqlite";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Session, SessionStore } from "@hubbub/client";

/** How long to wait for another process that refreshes the same session, in milliseconds. */
const LOCK_MS = 40_000;
const LOCK_POLL_MS = 50;

/** Where the sessions of one server are kept: `~/.config/hubbub/sessions/HOST_PORT`, or below $XDG_CONFIG_HOME. */
export function sessionFolder(configHome: string, url: string): string {
  const { host, pathname } = new URL(url);
  const place = encodeURIComponent(`${host}${pathname === "/" ? "" : pathname}`);
  return join(configHome, "hubbub", "sessions", place);
}

/** Names of the users whose sessions are kept in the folder. */
export async function keptNames(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(absent([]));
  return files.filter((file) => file.endsWith(".json")).map((file) => decodeURIComponent(file.slice(0, -5)));
}

/** A name as a file's: only what file systems take amiss is escaped, since they allow 255 bytes and a name has 128. */
function fileName(name: string): string {
  return name.replaceAll(/[%/\\:*?"<>|.]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** One user's session at one server, in a file that only its owner can read. Processes that share it take turns. */
export class SessionFile implements SessionStore {
  readonly #file: string;

  constructor(folder: string, name: string) {
    this.#file = join(folder, `${fileName(name)}.json`);
  }

  async load(): Promise<Session | undefined> {
    const text = await readFile(this.#file, "utf8").catch(absent(undefined));
    return text === undefined ? undefined : sessionOf(text);
  }

  /** Replaces the file whole, so that a crash leaves the old session or the new one. */
  async save(session: Session): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    const draft = `${this.#file}.${process.pid}`;
    const handle = await open(draft, "w", 0o600);
    try {
      await handle.writeFile(JSON.stringify(session));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, this.#file);
  }

  async clear(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    const release = await acquire(`${this.#file}.lock`);
    try {
      return await work();
    } finally {
      release();
    }
  }
}

/**
 * Waits its turn, and gives what ends it. SQLite's lock on a file is the system's: it ends with the process,
 * however that ends, which a file with a process id in it does not.
 */
async function acquire(file: string): Promise<() => void> {
  const lock = new Database(file, { create: true });
  for (const end = Date.now() + LOCK_MS; ; await Bun.sleep(LOCK_POLL_MS)) {
    try {
      lock.run("BEGIN EXCLUSIVE");
      return () => lock.close();
    } catch (error) {
      if (codeOf(error) === "SQLITE_BUSY" && Date.now() < end) continue;
      lock.close();
      throw error;
    }
  }
}

/** A file that somebody damaged is no session: the user logs in again. */
function sessionOf(text: string): Session | undefined {
  try {
    const { user, accessToken, expiresAt, refreshToken } = JSON.parse(text) as Partial<Session>;
    if (user === undefined || typeof accessToken !== "string") return undefined;
    if (typeof expiresAt !== "number" || typeof refreshToken !== "string") return undefined;
    return { user, accessToken, expiresAt, refreshToken };
  } catch {
    return undefined;
  }
}

function absent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === "ENOENT") return value;
    throw error;
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
