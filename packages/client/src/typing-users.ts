import type { Typing } from "@hubbub/protocol";

import { type Observable, Source } from "./observable.ts";
import { placeKey } from "./own-state.ts";
import { after } from "./wait.ts";

/** Who types says so every 3 s; after this long without it they don't any more. */
const TYPING_MS = 6_000;

/** Who is typing where. */
export class TypingUsers {
  readonly #stops = new Map<string, Map<number, () => void>>();
  readonly #state = new Source<ReadonlyMap<string, readonly number[]>>(
    () => new Map([...this.#stops].map(([key, users]) => [key, [...users.keys()]])),
  );

  /** Users who are typing, by `placeKey`. */
  get state(): Observable<ReadonlyMap<string, readonly number[]>> {
    return this.#state;
  }

  heard({ channel, thread, user }: Typing): void {
    const key = placeKey(channel, thread);
    const users = this.#stops.get(key) ?? new Map<number, () => void>();
    this.#stops.set(key, users);
    users.get(user)?.();
    users.set(
      user,
      after(TYPING_MS, () => this.ended(channel, thread, user)),
    );
    this.#state.changed();
  }

  /** The user has written what they typed, or stopped. */
  ended(channel: number, thread: number, user: number): void {
    const key = placeKey(channel, thread);
    const users = this.#stops.get(key);
    const stop = users?.get(user);
    if (users === undefined || stop === undefined) return;
    stop();
    users.delete(user);
    if (users.size === 0) this.#stops.delete(key);
    this.#state.changed();
  }

  clear(): void {
    for (const users of this.#stops.values()) for (const stop of users.values()) stop();
    this.#stops.clear();
    this.#state.changed();
  }
}
