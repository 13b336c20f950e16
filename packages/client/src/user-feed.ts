import type { UserChanges, UserEvent } from "@hubbub/protocol";

/** Changes held while a hole before them is fetched; past it none are, and all are fetched in their turn. */
const HELD_MAX = 1000;

export interface UserFeedOptions {
  /** What is newer than a version. Rejects if there will be no answer. */
  fetch: (after: number) => Promise<UserChanges>;
  apply: (event: UserEvent) => void;
  /** All that was fetched for now is applied. */
  synced: () => void;
  failed: (error: unknown) => void;
}

/**
 * What is the user's own, in the order of its versions, whatever comes live: changes that come twice, with holes
 * between them, or while older ones are fetched. The server keeps only the newest state of each thing, so a fetched
 * page has holes of its own, which are none.
 */
export class UserFeed {
  readonly #options: UserFeedOptions;
  readonly #held = new Map<number, UserEvent>();
  #version = 0;
  /** The newest version that is known to exist. */
  #target = 0;
  #fetching = false;
  /** Counts new beginnings, so that an answer to a question from before is known as such. */
  #generation = 0;

  constructor(options: UserFeedOptions) {
    this.#options = options;
  }

  /** Everything up to this version is applied. */
  get version(): number {
    return this.#version;
  }

  /** Goes on from a version that was kept; 0 begins anew. */
  begin(version: number): void {
    this.#version = version;
    this.#target = version;
    this.#held.clear();
    this.#generation += 1;
    this.#fetching = false;
  }

  /** There are changes up to `version`, or more; fetches what is missing. */
  reach(version: number): void {
    this.#target = Math.max(this.#target, version);
    this.#advance();
  }

  live(events: readonly UserEvent[]): void {
    for (const event of events) {
      this.#target = Math.max(this.#target, event.version);
      if (event.version > this.#version && this.#held.size < HELD_MAX) this.#held.set(event.version, event);
    }
    this.#advance();
  }

  #advance(): void {
    if (this.#fetching) return;
    for (;;) {
      const event = this.#held.get(this.#version + 1);
      if (event === undefined) break;
      this.#apply(event);
    }
    if (this.#version < this.#target) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    const generation = this.#generation;
    this.#fetching = true;
    try {
      for (let more = true; more;) {
        const claimed = this.#target;
        const page = await this.#options.fetch(this.#version);
        if (generation !== this.#generation) return;
        for (const event of page.events) this.#apply(event);
        // A page without an event ends the list, whatever it says.
        more = page.more && page.events.length > 0;
        if (more) continue;
        this.#pass(page.version);
        // What was said to exist before this was asked, and doesn't, is not asked for again.
        if (this.#target === claimed) this.#target = Math.max(this.#version, ...this.#held.keys());
      }
    } catch (error) {
      if (generation === this.#generation) this.#options.failed(error);
      return;
    } finally {
      if (generation === this.#generation) this.#fetching = false;
    }
    this.#options.synced();
    this.#advance();
  }

  #apply(event: UserEvent): void {
    if (event.version <= this.#version) return;
    this.#pass(event.version);
    this.#options.apply(event);
  }

  #pass(version: number): void {
    this.#version = Math.max(this.#version, version);
    for (const held of this.#held.keys()) if (held <= this.#version) this.#held.delete(held);
  }
}
