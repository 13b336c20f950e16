import { LIMITS, type Presence, type PresenceKind } from "@hubbub/protocol";

import { type Observable, Source } from "./observable.ts";
import { after } from "./wait.ts";

/** What comes and goes within this is asked for together, in milliseconds. */
const GATHER_MS = 50;

export interface PresenceWatchOptions {
  /** Watches these users instead of those before. Rejects if there will be no answer. */
  ask: (users: number[]) => Promise<{ presences: readonly Presence[] }>;
  failed: (error: unknown) => void;
}

/** The presence of those users that somebody looks at. */
export class PresenceWatch {
  readonly #options: PresenceWatchOptions;
  /** How many look at each. */
  readonly #wanted = new Map<number, number>();
  readonly #known = new Map<number, PresenceKind>();
  readonly #state = new Source<ReadonlyMap<number, PresenceKind>>(() => new Map(this.#known));
  #watched = "";
  #stopTimer: (() => void) | undefined;

  constructor(options: PresenceWatchOptions) {
    this.#options = options;
  }

  /** Of the users who are watched; one who isn't there is offline, or not known yet. */
  get state(): Observable<ReadonlyMap<number, PresenceKind>> {
    return this.#state;
  }

  /** Looks at these users until the function given back is called. */
  watch(users: readonly number[]): () => void {
    for (const user of users) this.#wanted.set(user, (this.#wanted.get(user) ?? 0) + 1);
    this.#askSoon();
    let watching = true;
    return () => {
      if (!watching) return;
      watching = false;
      for (const user of users) this.#unwatch(user);
      this.#askSoon();
    };
  }

  /** Another connection, which watches nobody yet. */
  resumed(): void {
    this.#watched = "";
    this.#askSoon();
  }

  heard(presences: readonly Presence[]): void {
    for (const { user, kind } of presences) this.#known.set(user, kind as PresenceKind);
    this.#state.changed();
  }

  stop(): void {
    this.#stopTimer?.();
    this.#wanted.clear();
  }

  #unwatch(user: number): void {
    const left = (this.#wanted.get(user) ?? 0) - 1;
    if (left > 0) return void this.#wanted.set(user, left);
    this.#wanted.delete(user);
    this.#known.delete(user);
  }

  #askSoon(): void {
    this.#stopTimer ??= after(GATHER_MS, () => {
      this.#stopTimer = undefined;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    // The server lets one connection watch so many; those who were added last go without.
    const users = [...this.#wanted.keys()].slice(0, LIMITS.watchedUsers);
    const watched = users.join();
    if (watched === this.#watched) return;
    this.#watched = watched;
    try {
      const { presences } = await this.#options.ask(users);
      if (this.#watched === watched) this.heard(presences);
    } catch (error) {
      this.#options.failed(error);
    }
  }
}
