import { ERRORS, type FileLinks, LIMITS } from "@hubbub/protocol";

import { type Deferred, deferred } from "./deferred.ts";
import { RefusedError } from "./errors.ts";

/** A link is given again for so long, in ms: the server's are good for half an hour at least. */
const KEPT_MS = 20 * 60_000;
/** Links kept; past it the one that was fetched longest ago goes. */
const LINKS_KEPT = 5_000;

/** Links for up to 100 ids, without those that may not be read. */
export type FetchLinks = (ids: number[]) => Promise<FileLinks>;

/** Links to files: kept for a while, and those asked for in one turn of the event loop are fetched together. */
export class Links {
  readonly #fetch: FetchLinks;
  readonly #kept = new Map<number, { path: string; until: number }>();
  #wanted = new Map<number, Deferred<string>>();

  constructor(fetch: FetchLinks) {
    this.#fetch = fetch;
  }

  /** A path with its query, relative to the server. RefusedError "not_found" if the user can't read the file. */
  get(id: number): Promise<string> {
    const kept = this.#kept.get(id);
    if (kept !== undefined && kept.until > Date.now()) return Promise.resolve(kept.path);
    const wanted = this.#wanted.get(id) ?? deferred<string>();
    if (this.#wanted.size === 0) queueMicrotask(() => this.#fetchWanted());
    this.#wanted.set(id, wanted);
    return wanted.promise;
  }

  #fetchWanted(): void {
    const wanted = [...this.#wanted];
    this.#wanted = new Map();
    for (let at = 0; at < wanted.length; at += LIMITS.fileLinks) {
      void this.#fetchSome(new Map(wanted.slice(at, at + LIMITS.fileLinks)));
    }
  }

  async #fetchSome(wanted: Map<number, Deferred<string>>): Promise<void> {
    try {
      const { links } = await this.#fetch([...wanted.keys()]);
      for (const { id, path } of links) {
        const relative = path.replace(/^\//, "");
        this.#keep(id, relative);
        wanted.get(id)?.resolve(relative);
        wanted.delete(id);
      }
      for (const [id, { reject }] of wanted) reject(noFile(id));
    } catch (error) {
      for (const { reject } of wanted.values()) reject(error);
    }
  }

  #keep(id: number, path: string): void {
    this.#kept.delete(id);
    this.#kept.set(id, { path, until: Date.now() + KEPT_MS });
    if (this.#kept.size <= LINKS_KEPT) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}

function noFile(id: number): RefusedError {
  const message = `There is no file ${id} that you can read.`;
  const { code } = ERRORS.not_found;
  return new RefusedError({ code, reason: "not_found", message, field: "", limit: 0, retryAfterMs: 0 });
}
