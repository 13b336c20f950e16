import type { Rate } from "./token-bucket.ts";
import { TokenBucket } from "./token-bucket.ts";

/** How long a user whose last connection closed still counts as online, in ms: a reconnect is no absence. */
const GRACE_MS = 3_000;

/** A user with connections on this node. */
export class OnlineUser {
  /** Ids of the channels that the user is a member of. */
  channels: Set<number> = new Set();
  connections = 0;
  /** When the last connection closed, in ms; undefined while there is one. */
  leftAt: number | undefined;
  readonly sends: TokenBucket;
  /** Resolves when the user's channels are known; undefined if that failed, and has to be tried again. */
  ready: Promise<void> | undefined;

  constructor(
    readonly id: number,
    public name: string,
    sends: Rate,
    now: number,
    load: (user: OnlineUser) => Promise<void>,
  ) {
    this.sends = new TokenBucket(sends, now);
    this.ready = load(this);
  }
}

export interface OnlineUsersPorts {
  /** Makes the user known to the store, and gives the ids of the user's channels. */
  connectUser(user: { id: number; name: string }): Promise<number[]>;
  changed(user: OnlineUser, online: boolean): void;
}

/** The users with connections on this node, each with the channels they are a member of. */
export class OnlineUsers {
  readonly #users = new Map<number, OnlineUser>();
  readonly #leaving = new Set<OnlineUser>();

  constructor(
    private readonly ports: OnlineUsersPorts,
    private readonly sends: Rate,
  ) {}

  get size(): number {
    return this.#users.size;
  }

  values(): Iterable<OnlineUser> {
    return this.#users.values();
  }

  /** Counts a connection of the user; `leave` has to follow once it is closed. Rejects as the store does. */
  async arrive(id: number, name: string): Promise<OnlineUser> {
    const user = this.#get(id, name);
    user.connections++;
    user.leftAt = undefined;
    this.#leaving.delete(user);
    try {
      await user.ready;
    } catch (error) {
      user.ready = undefined;
      // Connections that were there before go on with what is known of the user.
      if (--user.connections === 0) this.#users.delete(id);
      throw error;
    }
    return user;
  }

  leave(user: OnlineUser, now: number): void {
    if (--user.connections > 0) return;
    user.leftAt = now;
    this.#leaving.add(user);
  }

  /** Forgets who has been gone for longer than the grace; to be called about once a second. */
  expire(now: number): void {
    for (const user of this.#leaving) {
      if (now - user.leftAt! < GRACE_MS) break;
      this.#leaving.delete(user);
      this.#users.delete(user.id);
      this.ports.changed(user, false);
    }
  }

  #get(id: number, name: string): OnlineUser {
    const known = this.#users.get(id);
    if (known?.name === name && known.ready) return known;
    if (known) {
      known.name = name;
      known.ready = this.#load(known);
      return known;
    }
    const user = new OnlineUser(id, name, this.sends, performance.now(), this.#load);
    this.#users.set(id, user);
    return user;
  }

  readonly #load = async (user: OnlineUser): Promise<void> => {
    const isNew = user.connections === 0;
    user.channels = new Set(await this.ports.connectUser({ id: user.id, name: user.name }));
    if (isNew) this.ports.changed(user, true);
  };
}
