import type { UserEvent } from "@hubbub/protocol";

import {
  type Arrival,
  type ChannelRow,
  channelRowOf,
  type MembershipRow,
  type UserChange,
} from "../store/store.ts";
import { UserFrame } from "./shared-frame.ts";
import type { Rate } from "./token-bucket.ts";
import { TokenBucket } from "./token-bucket.ts";
import type { Subscriber } from "./topic.ts";

/** How long a user whose last connection closed still counts as online, in ms: a reconnect is no absence. */
const GRACE_MS = 3_000;

/** What an access token says of a user. */
export interface Identity {
  readonly id: number;
  readonly name: string;
  readonly bot: boolean;
  readonly admin: boolean;
  readonly guest: boolean;
}

/** A connection, as far as its user knows it. */
export interface UserSession extends Subscriber {
  /** Nobody looks at it. */
  readonly idle: boolean;
  unsubscribe(channel: number): void;
}

/** A user's membership, with the channel as this node shares it. */
export interface Member extends Omit<MembershipRow, "channel"> {
  readonly channel: ChannelRow;
}

/** A user with connections on this node. */
export class OnlineUser {
  /** By the channel's id. */
  channels: Map<number, Member> = new Map();
  /** A PresenceKind that the user has set; 0: it follows the connections. */
  presence = 0;
  /** Of the newest change of the user's feed that is known here. */
  version = 0;
  /** Whether what is the user's own was read: from then on every change has to come, in order. */
  isRead = false;
  /** Changes that wait for an earlier one, by version. */
  readonly early: Map<number, ToldChange> = new Map();
  /** Those that have been welcomed: they get what is told to the user. */
  readonly sessions = new Set<UserSession>();
  connections = 0;
  /** When a command last came from the user, in ms, monotonic; 0: none yet. */
  activeAt = 0;
  /** When the last connection closed, in ms; undefined while there is one. */
  leftAt: number | undefined;
  readonly sends: TokenBucket;
  #commands: TokenBucket | undefined;
  /** Resolves when the user's channels are known; undefined if that failed, and has to be tried again. */
  ready: Promise<void> | undefined;

  constructor(
    public identity: Identity,
    sends: Rate,
    now: number,
  ) {
    this.sends = new TokenBucket(sends, now);
  }

  /** What the user may ask over HTTP; connections have their own. */
  commands(rate: Rate, now: number): TokenBucket {
    return (this.#commands ??= new TokenBucket(rate, now));
  }

  get id(): number {
    return this.identity.id;
  }

  get name(): string {
    return this.identity.name;
  }
}

/** A change of a user's feed, and what it says. */
export interface ToldChange {
  change: UserChange;
  event: UserEvent;
}

export interface OnlineUsersPorts {
  /** Asks for what other nodes tell the user; resolves when each that is told from now on comes. */
  listen(user: number): Promise<void>;
  /** Nobody here wants it any more. */
  unlisten(user: number): void;
  /** What is newer in a user's feed than a version, in order, each thing once as it is now; at most a page. */
  changesAfter(user: number, version: number): Promise<ToldChange[]>;
  /** What never arrived could not be fetched either; it is tried again. */
  failed(error: unknown): void;
  /** Makes the user known to the store, and reads what is the user's own. */
  arrive(user: Identity): Promise<Arrival>;
  /** Resolves when these channels are known to the directory. */
  know(channels: readonly number[]): Promise<void>;
  channel(id: number): ChannelRow | undefined;
  /** The directory knows this channel from now on. */
  learn(channel: ChannelRow): void;
  /** The user has come or gone. */
  changed(user: OnlineUser, online: boolean): void;
}

/** How long a user who came over HTTP is remembered after the last request, in ms. */
const VISIT_MS = 60_000;
/** An earlier change that doesn't come for so long was lost on its way, in ms. */
const HOLE_MS = 50;
/** What could not be fetched is tried again after so many ms. */
const RETRY_MS = 500;

/** The users with connections on this node, each with the channels they are a member of. */
export class OnlineUsers {
  readonly #users = new Map<number, OnlineUser>();
  readonly #leaving = new Set<OnlineUser>();
  /** Users without connections who came over HTTP, by their last request; nobody sees them online. */
  readonly #visitors = new Map<number, OnlineUser>();

  constructor(
    private readonly ports: OnlineUsersPorts,
    private readonly sends: Rate,
  ) {}

  get size(): number {
    return this.#users.size;
  }

  get(id: number): OnlineUser | undefined {
    return this.#users.get(id);
  }

  values(): Iterable<OnlineUser> {
    return this.#users.values();
  }

  /** Ids of all who are known here, visitors too. */
  ids(): number[] {
    return [...new Set([...this.#users.keys(), ...this.#visitors.keys()])];
  }

  /** Counts a connection of the user; `leave` has to follow once it is closed. Rejects as the store does. */
  async arrive(identity: Identity): Promise<OnlineUser> {
    const user = this.#get(identity);
    user.connections++;
    user.leftAt = undefined;
    this.#leaving.delete(user);
    try {
      await user.ready;
    } catch (error) {
      user.ready = undefined;
      // Connections that were there before go on with what is known of the user.
      if (--user.connections === 0) this.#forget(this.#users, user.id);
      throw error;
    }
    return user;
  }

  /** A user for a request over HTTP: who is online, or one who isn't told of to others. Rejects as the store does. */
  async visit(identity: Identity, now: number): Promise<OnlineUser> {
    const online = this.#users.get(identity.id);
    if (online?.ready && sameIdentity(online.identity, identity)) {
      await online.ready;
      return online;
    }
    let visitor = this.#visitors.get(identity.id);
    this.#visitors.delete(identity.id);
    if (!visitor || !sameIdentity(visitor.identity, identity)) {
      visitor = new OnlineUser(identity, this.sends, now);
      visitor.ready = this.#read(visitor);
    }
    visitor.leftAt = now;
    this.#visitors.set(identity.id, visitor);
    try {
      await visitor.ready;
    } catch (error) {
      this.#forget(this.#visitors, identity.id);
      throw error;
    }
    return visitor;
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
      this.#forget(this.#users, user.id);
      this.ports.changed(user, false);
    }
    for (const [id, visitor] of this.#visitors) {
      if (now - visitor.leftAt! < VISIT_MS) break;
      this.#forget(this.#visitors, id);
    }
  }

  /**
   * A user's feed has a new version of something, by this node or another: it goes to the user's sessions, and
   * what it says of memberships holds from now on.
   */
  told(change: UserChange, event: UserEvent): void {
    for (const user of [this.#users.get(change.user), this.#visitors.get(change.user)]) {
      if (user) this.#offer(user, { change, event });
    }
  }

  /**
   * Tells users what their feeds have and nobody has told: `versions` were just read. For when what other nodes told may have
   * been lost without a later change that would show it.
   */
  caughtUp(versions: readonly { user: number; version: number }[]): void {
    for (const { user: id, version } of versions) {
      for (const user of [this.#users.get(id), this.#visitors.get(id)]) {
        if (user?.isRead && user.version < version) void this.#fill(user, 0);
      }
    }
  }

  /** Takes changes in the order of their versions, whatever order they come in. */
  #offer(user: OnlineUser, told: ToldChange): void {
    const { version } = told.change;
    if (user.isRead && version > user.version + 1) {
      user.early.set(version, told);
      if (user.early.size === 1) void this.#fill(user, HOLE_MS);
      return;
    }
    this.#take(user, told);
    this.#takeEarly(user);
  }

  #takeEarly(user: OnlineUser): void {
    for (let next = user.early.get(user.version + 1); next; next = user.early.get(user.version + 1)) {
      this.#take(user, next);
      user.early.delete(next.change.version);
    }
  }

  /** Waits for what should have come before; then the store is asked. */
  async #fill(user: OnlineUser, waitMs: number): Promise<void> {
    if (waitMs > 0) await Bun.sleep(waitMs);
    if (waitMs > 0 && user.early.size === 0) return;
    try {
      for (;;) {
        const missed = await this.ports.changesAfter(user.id, user.version);
        const newer = missed.filter(({ change }) => change.version > user.version);
        if (newer.length === 0) break;
        for (const told of newer) this.#take(user, told);
        for (const version of user.early.keys()) if (version <= user.version) user.early.delete(version);
        this.#takeEarly(user);
      }
    } catch (error) {
      this.ports.failed(error);
      if (this.#users.get(user.id) === user || this.#visitors.get(user.id) === user)
        void this.#fill(user, RETRY_MS);
    }
  }

  #take(user: OnlineUser, { change: { version, frame }, event: { body } }: ToldChange): void {
    // What was read of the user may be newer.
    if (version > user.version) this.#apply(user, version, body);
    const shared = new UserFrame(version, frame);
    for (const session of user.sessions) {
      session.deliver(shared);
      if (body.case === "channelGone" && !user.channels.has(body.value.channel)) {
        session.unsubscribe(body.value.channel);
      }
    }
  }

  #apply(user: OnlineUser, version: number, body: UserEvent["body"]): void {
    user.version = version;
    if (body.case === "user") user.presence = body.value.presence;
    if (body.case === "channelGone") user.channels.delete(body.value.channel);
    if (body.case !== "channel" || !body.value.mine) return;
    this.ports.learn(channelRowOf(body.value));
    this.#join(user, body.value.mine);
  }

  #join(user: OnlineUser, { channel: id, ...mine }: MembershipRow): void {
    const channel = this.ports.channel(id);
    if (channel) user.channels.set(id, { ...mine, channel });
  }

  #get(identity: Identity): OnlineUser {
    const known = this.#users.get(identity.id);
    if (known?.ready && sameIdentity(known.identity, identity)) return known;
    if (known) {
      known.identity = identity;
      known.ready = this.#load(known);
      return known;
    }
    const user = new OnlineUser(identity, this.sends, performance.now());
    this.#users.set(user.id, user);
    user.ready = this.#load(user);
    return user;
  }

  async #load(user: OnlineUser): Promise<void> {
    const isNew = user.connections === 0;
    await this.#read(user);
    if (isNew) this.ports.changed(user, true);
  }

  async #read(user: OnlineUser): Promise<void> {
    // Before it is read what there is, so that nothing falls between the two.
    await this.ports.listen(user.id);
    for (;;) {
      const { memberships, version, presence } = await this.ports.arrive(user.identity);
      await this.ports.know(memberships.map(({ channel }) => channel));
      // What was told meanwhile is newer than what was read.
      if (user.version > version) continue;
      user.version = version;
      user.presence = presence;
      user.channels = new Map();
      for (const mine of memberships) this.#join(user, mine);
      user.isRead = true;
      return;
    }
  }

  #forget(users: Map<number, OnlineUser>, id: number): void {
    users.delete(id);
    if (!this.#users.has(id) && !this.#visitors.has(id)) this.ports.unlisten(id);
  }
}

function sameIdentity(a: Identity, b: Identity): boolean {
  return a.name === b.name && a.bot === b.bot && a.admin === b.admin && a.guest === b.guest;
}
