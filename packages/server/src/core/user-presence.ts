import { encodeServerFrame, type Init, type Presence, PresenceKind, type Signal } from "@hubbub/protocol";

import { Debounced } from "./debounced.ts";
import type { OnlineUser, OnlineUsers } from "./online-users.ts";
import { PRESENCE_BATCH_MS } from "./presence.ts";
import { SignalFrame } from "./shared-frame.ts";
import type { Subscriber } from "./topic.ts";

/** Users of whom so many (watcher, user) pairs are told at a time: the rest waits for the next moment. */
const PAIRS_AT_ONCE = 20_000;

/**
 * How users are there, told only to connections that watch just these users: what a screen shows. Unlogged, best
 * effort, and gathered: when 10,000 come back at once, each watcher gets few frames, about those it watches.
 */
export class UserPresence {
  readonly #watchers = new Map<number, Set<Subscriber>>();
  readonly #watched = new Map<Subscriber, ReadonlySet<number>>();
  /** Users to tell of, and whether it is their profile or status, too. */
  readonly #changes = new Map<number, boolean>();
  readonly #batches = new Debounced(PRESENCE_BATCH_MS, () => this.#tellSome());

  constructor(private readonly users: () => OnlineUsers) {}

  /** Watches these users, instead of those before; how they are now. */
  watch(ids: readonly number[], watcher: Subscriber): Presence[] {
    this.forget(watcher);
    const watched = new Set(ids);
    if (watched.size > 0) this.#watched.set(watcher, watched);
    for (const id of watched) {
      const watchers = this.#watchers.get(id);
      if (watchers) watchers.add(watcher);
      else this.#watchers.set(id, new Set([watcher]));
    }
    return [...watched].map((user) => this.#presence(user));
  }

  /** Forgets what a connection watches, as of one that is closed. */
  forget(watcher: Subscriber): void {
    for (const id of this.#watched.get(watcher) ?? []) {
      const watchers = this.#watchers.get(id);
      watchers?.delete(watcher);
      if (watchers?.size === 0) this.#watchers.delete(id);
    }
    this.#watched.delete(watcher);
  }

  /** The user has come, gone, or is there in another way; `profile`: their profile or status is another one. */
  changed(user: number, profile = false): void {
    if (!this.#watchers.has(user)) return;
    this.#changes.set(user, profile || (this.#changes.get(user) ?? false));
    this.#batches.request();
  }

  close(): void {
    this.#batches.close();
  }

  #tellSome(): boolean {
    const frames = new Map<Subscriber, { presences: Presence[]; profiles: number[] }>();
    let pairs = 0;
    for (const [user, profile] of this.#changes) {
      if (pairs >= PAIRS_AT_ONCE) break;
      this.#changes.delete(user);
      const presence = this.#presence(user);
      for (const watcher of this.#watchers.get(user) ?? []) {
        pairs++;
        let frame = frames.get(watcher);
        if (!frame) frames.set(watcher, (frame = { presences: [], profiles: [] }));
        frame.presences.push(presence);
        if (profile) frame.profiles.push(user);
      }
    }
    for (const [watcher, { presences, profiles }] of frames) {
      const signals: Init<Signal>[] = [{ body: { case: "presences", value: { presences } } }];
      for (const user of profiles) signals.push({ body: { case: "userChanged", value: { user } } });
      watcher.deliver(new SignalFrame(encodeServerFrame({ signals })));
    }
    return this.#changes.size > 0;
  }

  #presence(id: number): Presence {
    return { user: id, kind: presenceOf(this.users().get(id)) };
  }
}

/** Offline for who isn't here, not even just now; else what was set; else away if all connections are idle. */
export function presenceOf(user: OnlineUser | undefined): PresenceKind {
  if (!user) return PresenceKind.UNSPECIFIED;
  if (user.presence !== 0) return user.presence as PresenceKind;
  const sessions = [...user.sessions];
  const idle = sessions.length > 0 && sessions.every((session) => session.idle);
  return idle ? PresenceKind.AWAY : PresenceKind.ONLINE;
}
