import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Session, SessionStore } from "@hubbub/client";

/** How long one process may hold a session while it refreshes it, in milliseconds. */
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

/** One user's session at one server, in a file that only its owner can read. Processes that share it take turns. */
export class SessionFile implements SessionStore {
  readonly #file: string;

  constructor(folder: string, name: string) {
    this.#file = join(folder, `${encodeURIComponent(name)}.json`);
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
    const lock = `${this.#file}.lock`;
    await mkdir(dirname(lock), { recursive: true, mode: 0o700 });
    await acquire(lock);
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  }
}

/** Waits its turn. The lock of a process that died is taken away. */
async function acquire(lock: string): Promise<void> {
  for (const end = Date.now() + LOCK_MS; ;) {
    try {
      const handle = await open(lock, "wx", 0o600);
      await handle.writeFile(String(process.pid));
      return await handle.close();
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    const owner = Number(await readFile(lock, "utf8").catch(absent("")));
    if (Date.now() > end || (owner > 0 && !isAlive(owner))) await rm(lock, { force: true });
    else await Bun.sleep(LOCK_POLL_MS);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return codeOf(error) === "EPERM";
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
