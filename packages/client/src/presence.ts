import type { PresenceState } from "@hubbub/protocol";

/** Somebody of a channel came online or went offline. */
export interface PresenceEvent {
  user: number;
  online: boolean;
}

/** Asks for the present state and for changes from then on, over as many connections as it takes. */
export type AskPresence = () => Promise<Pick<PresenceState, "online">>;

/** Who of a channel's members is online, kept up to date while it is watched. */
export class Presence {
  readonly #online = new Set<number>();
  readonly #ask: AskPresence;
  readonly #changed: (event: PresenceEvent) => void;
  #asking: Promise<void> | undefined;
  /** What came while the state was on its way: it is newer than the state. */
  #since: PresenceEvent[] = [];

  constructor(ask: AskPresence, changed: (event: PresenceEvent) => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** Ids of users; of a channel with more than 1,000 online not all. */
  get online(): ReadonlySet<number> {
    return this.#online;
  }

  /** Resolves when the set is what the server says. Rejects as `ask` does. */
  watch(): Promise<void> {
    this.#asking ??= this.#fetch().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** Another connection: what was heard over the last one is void. */
  resumed(): void {
    this.#since = [];
  }

  /** The new connection is subscribed to the channel, so that it may watch. */
  subscribed(): void {
    // A channel that refuses it has ended, and a closed client needs it no more.
    this.watch().catch(() => {});
  }

  /** The server said so. */
  heard(event: PresenceEvent): void {
    if (this.#asking !== undefined) this.#since.push(event);
    this.#set(event);
  }

  async #fetch(): Promise<void> {
    this.#since = [];
    const now = new Set((await this.#ask()).online);
    for (const { user, online } of this.#since) {
      if (online) now.add(user);
      else now.delete(user);
    }
    for (const user of this.#online) if (!now.has(user)) this.#set({ user, online: false });
    for (const user of now) this.#set({ user, online: true });
  }

  #set(event: PresenceEvent): void {
    if (this.#online.has(event.user) === event.online) return;
    if (event.online) this.#online.add(event.user);
    else this.#online.delete(event.user);
    this.#changed(event);
  }
}
