import { LIMITS, type User } from "@hubbub/protocol";

import { type Deferred, deferred } from "./deferred.ts";
import { Source } from "./observable.ts";

/** Names kept; past it the one that was learnt longest ago goes. */
export const NAMES_KEPT = 10_000;

/** Answers for up to 500 ids, unknown ones left out. */
export type FetchUsers = (ids: number[]) => Promise<readonly User[]>;

/** Who is who: names are kept, and those asked for in one turn of the event loop are fetched together. */
export class Users {
  readonly #fetch: FetchUsers;
  readonly #known = new Map<number, User>();
  readonly #changes = new Source(() => undefined);
  #wanted = new Map<number, Deferred<User | undefined>>();

  constructor(fetch: FetchUsers) {
    this.#fetch = fetch;
  }

  /** Undefined if there is no such user. Rejects as the fetch does. */
  get(id: number): Promise<User | undefined> {
    const known = this.#known.get(id);
    return known === undefined ? this.#fetchSoon(id) : Promise.resolve(known);
  }

  /** Who has this id, as far as it is known now. If it isn't, it is asked for, and `subscribe` tells when it is. */
  peek(id: number): User | undefined {
    const known = this.#known.get(id);
    // What can't be fetched now is asked for again the next time.
    if (known === undefined) this.get(id).catch(() => {});
    return known;
  }

  /** A profile or status is another one: if it is known here, it is fetched again. */
  changed(id: number): void {
    // The old one is shown until then, and again the next time something changes.
    if (this.#known.has(id)) this.#fetchSoon(id).catch(() => {});
  }

  /** Calls `listener` when more is known of users, or something else; the function given back takes it away again. */
  get subscribe(): (listener: () => void) => () => void {
    return this.#changes.subscribe;
  }

  /** The name was seen somewhere. */
  learn(user: User): void {
    this.#known.delete(user.id);
    this.#known.set(user.id, user);
    this.#changes.changed();
    if (this.#known.size <= NAMES_KEPT) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  #fetchSoon(id: number): Promise<User | undefined> {
    const wanted = this.#wanted.get(id) ?? deferred<User | undefined>();
    if (this.#wanted.size === 0) queueMicrotask(() => this.#fetchWanted());
    this.#wanted.set(id, wanted);
    return wanted.promise;
  }

  #fetchWanted(): void {
    const wanted = [...this.#wanted];
    this.#wanted = new Map();
    for (let at = 0; at < wanted.length; at += LIMITS.pageMax) {
      void this.#fetchPage(new Map(wanted.slice(at, at + LIMITS.pageMax)));
    }
  }

  async #fetchPage(wanted: Map<number, Deferred<User | undefined>>): Promise<void> {
    try {
      const users = await this.#fetch([...wanted.keys()]);
      for (const user of users) this.learn(user);
      const found = new Map(users.map((user) => [user.id, user]));
      for (const [id, { resolve }] of wanted) resolve(found.get(id));
    } catch (error) {
      for (const { reject } of wanted.values()) reject(error);
    }
  }
}
