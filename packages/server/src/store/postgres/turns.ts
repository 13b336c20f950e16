/** What a write touches: nothing that overlaps is done before it, or while it is done. */
export interface Scope {
  channels: readonly number[];
  users: readonly number[];
}

/** Everything. */
export const ALL = "all";

const nothing = (): void => {};

/**
 * Lets writes of this process go in the order of their calls where their scopes overlap, and side by side where they
 * don't. A turn is taken for a whole scope at once, so turns never wait for each other in a ring.
 */
export class Turns {
  /** The end of the last turn that was given for each channel ("c1") and user ("u1"). */
  readonly #last = new Map<string, Promise<void>>();
  /** The end of the last turn for everything. */
  #all: Promise<void> = Promise.resolve();
  #under = 0;

  /** Resolves when it is this scope's turn, with what ends it. */
  async take(scope: Scope | typeof ALL): Promise<() => void> {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    this.#under++;
    const keys = scope === ALL ? [] : keysOf(scope);
    const before: (Promise<void> | undefined)[] = [this.#all];
    if (scope === ALL) {
      before.push(...this.#last.values());
      this.#last.clear();
      this.#all = ended;
    } else {
      for (const key of keys) {
        before.push(this.#last.get(key));
        this.#last.set(key, ended);
      }
    }
    await Promise.all(before);
    return () => {
      for (const key of keys) if (this.#last.get(key) === ended) this.#last.delete(key);
      this.#under--;
      resolve();
    };
  }

  /** Resolves when every turn is over that was taken until now. */
  async over(): Promise<void> {
    if (this.#under > 0) await Promise.all([this.#all, ...this.#last.values()]).then(nothing);
  }
}

function keysOf({ channels, users }: Scope): string[] {
  return [...new Set([...channels.map((id) => `c${id}`), ...users.map((id) => `u${id}`)])];
}
