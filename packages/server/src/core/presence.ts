import { encodeServerFrame, LIMITS } from "@hubbub/protocol";

import { Debounced } from "./debounced.ts";
import type { Hub } from "./hub.ts";
import type { OnlineUser, OnlineUsers } from "./online-users.ts";
import { SignalFrame } from "./shared-frame.ts";
import type { Subscriber } from "./topic.ts";

/** Changes are gathered for so long, in ms: of who comes and goes within it, only the outcome is told. */
export const PRESENCE_BATCH_MS = 100;

/**
 * Who of a channel's members is online, told only to who watches that channel. Unlogged, best effort. A watcher
 * is a subscriber of the channel.
 */
export class Presence {
  /** By channel: users whose presence has changed, and whether they are online now. */
  readonly #changes = new Map<number, Map<number, boolean>>();
  readonly #batches = new Debounced(PRESENCE_BATCH_MS, () => this.#tellAll());

  constructor(
    private readonly hub: Hub,
    private readonly users: () => OnlineUsers,
  ) {}

  /** Starts watching: the members who are online now, at most LIMITS.presenceUsers; changes follow as signals. */
  watch(channel: number, watcher: Subscriber): number[] {
    const topic = this.hub.topic(channel);
    if (topic) (topic.watchers ??= new Set()).add(watcher);
    const online: number[] = [];
    for (const user of this.users().values()) {
      if (online.length === LIMITS.presenceUsers) break;
      if (user.channels.has(channel)) online.push(user.id);
    }
    return online;
  }

  unwatch(channel: number, watcher: Subscriber): void {
    this.hub.topic(channel)?.watchers?.delete(watcher);
  }

  /** The user has come or gone. */
  changed(user: OnlineUser, online: boolean): void {
    for (const channel of user.channels.keys()) this.tell(channel, user.id, online);
  }

  /** Tells a channel's watchers about one user. */
  tell(channel: number, user: number, online: boolean): void {
    if (!this.hub.topic(channel)?.watchers?.size) return;
    const changes = this.#changes.get(channel);
    if (changes) changes.set(user, online);
    else this.#changes.set(channel, new Map([[user, online]]));
    this.#batches.request();
  }

  close(): void {
    this.#batches.close();
  }

  /** One frame for each channel, shared by its watchers; a thousand changes of it at most, the rest a moment later. */
  #tellAll(): boolean {
    for (const [channel, changes] of this.#changes) {
      const told = [...changes].slice(0, LIMITS.presenceUsers);
      for (const [user] of told) changes.delete(user);
      if (changes.size === 0) this.#changes.delete(channel);
      const signals = told.map(([user, online]) => ({
        body: { case: "presence" as const, value: { channel, user, online } },
      }));
      const frame = new SignalFrame(encodeServerFrame({ signals }));
      for (const watcher of this.hub.topic(channel)?.watchers ?? []) watcher.deliver(frame);
    }
    return this.#changes.size > 0;
  }
}
