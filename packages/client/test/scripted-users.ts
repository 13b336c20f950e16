import type { Init, UserChanges, UserEvent } from "@hubbub/protocol";

type Body = NonNullable<Init<UserEvent>["body"]>;

/** A user's own things on the scripted server: each with its newest state and version, and their cursors. */
export class ScriptedUser {
  version = 0;
  readonly #items = new Map<string, Init<UserEvent> & { version: number }>();
  /** By channel. */
  readonly read = new Map<number, number>();
  readonly followed = new Set<string>();

  /** Gives a thing another state. */
  change(key: string, body: Body): Init<UserEvent> & { version: number } {
    this.version += 1;
    const event = { version: this.version, body };
    this.#items.set(key, event);
    return event;
  }

  changes(after: number, most: number): Init<UserChanges> {
    const newer = [...this.#items.values()]
      .filter(({ version }) => version > after)
      .toSorted((a, b) => a.version - b.version);
    const { version } = this;
    return { events: newer.slice(0, most), more: newer.length > most, version };
  }
}
