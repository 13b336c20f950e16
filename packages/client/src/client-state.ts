import {
  type Channel as ChannelInfo,
  type Draft,
  type Preferences,
  type Scheduled,
  type Signal,
  type ThreadFollow,
  type User,
  type UserEvent,
  type Welcome,
} from "@hubbub/protocol";

import type { Ask } from "./ask.ts";
import { call } from "./call.ts";
import type { Channel } from "./channel.ts";
import type { Answer, CommandCase, CommandValue } from "./commands.ts";
import { Delayed } from "./delayed.ts";
import { ClientClosed } from "./errors.ts";
import type { ChannelEvent } from "./events.ts";
import { FailedMessages } from "./failed-messages.ts";
import type { FeedReader } from "./feed.ts";
import type { FollowerAccess } from "./follower.ts";
import type { Hubbub } from "./hubbub.ts";
import { MessageView, type ViewOptions } from "./message-view.ts";
import type { Observable } from "./observable.ts";
import { type OwnChannel, OwnState, placeKey } from "./own-state.ts";
import { PresenceWatch } from "./presence-watch.ts";
import { Reading } from "./reading.ts";
import { StateKeeper } from "./state-keeper.ts";
import type { SavedState, StateStore } from "./state-store.ts";
import { TypingUsers } from "./typing-users.ts";
import { UnreadCounts, type UnreadState } from "./unread-counts.ts";
import { UserFeed } from "./user-feed.ts";
import { after } from "./wait.ts";

/** Missed events of a channel that are fetched one by one; more than these cost more than a new page. */
const CATCH_UP_MOST = 500;
const DRAFT_DELAY_MS = 1_000;
/** What many clients would ask for at the same moment is spread over this. */
const SPREAD_MS = 2_000;

export interface StateOptions {
  /** Where the state is kept over a reload. */
  store?: StateStore;
}

/**
 * All that a client has to show of its user, kept exact: the channels they are in, what is unread, drafts, and
 * messages as views. It subscribes to every channel of the user. Make it right after the client, before it is online:
 *
 * @example
 * const client = Hubbub.open({ url, session });
 * const state = new ClientState(client, { store });
 * await state.ready;
 * for (const channel of state.channels.current.values()) console.log(channel.name);
 * const view = state.view(channelId);
 * view.subscribe(() => console.log(view.current.messages));
 */
export class ClientState {
  readonly client: Hubbub;
  /** Resolves when the state is the server's for the first time; what was kept is there before. */
  readonly ready: Promise<void>;
  readonly presence: PresenceWatch;
  readonly failed = new FailedMessages();
  readonly #own = new OwnState();
  readonly #unread: UnreadCounts;
  readonly #typing = new TypingUsers();
  readonly #feed: UserFeed;
  readonly #access: FollowerAccess;
  readonly #readers = new Map<number, FeedReader>();
  readonly #reading: Reading;
  readonly #drafts = new Delayed(DRAFT_DELAY_MS);
  readonly #keeper: StateKeeper;
  readonly #loaded: Promise<SavedState | undefined>;
  #begun = false;
  #idle = false;
  /** The newest version that was heard of before the beginning. */
  #heard = 0;
  #synced: () => void = () => {};
  #stopSync: (() => void) | undefined;

  /** Error if the client has a ClientState already. */
  constructor(client: Hubbub, { store }: StateOptions = {}) {
    this.client = client;
    const failed = (error: unknown) => this.#failed(error);
    const ask: Ask = (command, value) => this.#patiently(command, value);
    this.#keeper = new StateKeeper({ store, make: () => this.#toSave(), failed });
    this.#reading = new Reading({ own: this.#own, ask, moved: (id) => this.#unread.moved(id), failed });
    this.#unread = new UnreadCounts({
      fetch: (channels) => this.#patiently("getUnread", { channels }),
      readOf: (channel) => this.readOf(channel),
      failed,
      random: Math.random,
    });
    this.presence = new PresenceWatch({
      ask: (users) => this.#patiently("watchUsers", { users }),
      failed,
    });
    this.#feed = new UserFeed({
      fetch: (version) => this.#patiently("syncUser", { after: version }),
      apply: (event) => this.#apply(event),
      synced: () => this.#synced(),
      failed,
    });
    this.#loaded = this.#load();
    this.ready = new Promise((resolve) => (this.#synced = resolve));
    this.#access = client.attach(
      {
        welcome: (welcome) => void this.#loaded.then((saved) => this.#welcome(welcome, saved)),
        userEvents: (events) => this.#userEvents(events),
        userGap: (to) => this.#feed.reach(to),
        signal: (signal) => this.#signal(signal),
        ended: () => this.#ended(),
      },
      CATCH_UP_MOST,
    );
    client.on("refused", (refused) => this.failed.add(refused));
    for (const each of [this.channels, this.threads, this.drafts, this.scheduled, this.unread])
      (each as Observable<unknown>).subscribe(() => this.#keeper.changed());
  }

  /** The channels that the user is in, by id, with the user's own state in each as `mine`. */
  get channels(): Observable<ReadonlyMap<number, OwnChannel>> {
    return this.#own.channels;
  }

  /** Followed threads, by `placeKey(channel, root)`. */
  get threads(): Observable<ReadonlyMap<string, ThreadFollow>> {
    return this.#own.threads;
  }

  /** What the user has begun to write, by `placeKey(channel, thread)`. */
  get drafts(): Observable<ReadonlyMap<string, Draft>> {
    return this.#own.drafts;
  }

  get scheduled(): Observable<ReadonlyMap<number, Scheduled>> {
    return this.#own.scheduled;
  }

  get preferences(): Observable<Preferences | undefined> {
    return this.#own.preferences;
  }

  get unread(): Observable<UnreadState> {
    return this.#unread.state;
  }

  /** Who is typing, by `placeKey(channel, thread)`. */
  get typing(): Observable<ReadonlyMap<string, readonly number[]>> {
    return this.#typing.state;
  }

  /** A channel that the user is in, to act on; undefined if they aren't, or the client was never online. */
  channel(id: number): Channel | undefined {
    const info = this.#own.channel(id);
    return info === undefined ? undefined : this.#access.open(info).channel;
  }

  /** A window of a channel's messages, or of a thread's; close it when it isn't shown any more. Error: not a member. */
  view(channel: number, options: ViewOptions = {}): MessageView {
    const info = this.#own.channel(channel);
    if (info === undefined) throw new Error(`The user is not in channel ${channel}.`);
    const { failed, client } = this;
    return new MessageView({
      ...options,
      open: this.#access.open(info),
      client,
      failed,
      ask: (command, value) => this.#patiently(command, value),
    });
  }

  /** Who has this id, as far as it is known now; if it isn't, it is asked for, and `subscribeUsers` tells. */
  user(id: number): User | undefined {
    return this.#access.users.peek(id);
  }

  get subscribeUsers(): Observable<unknown>["subscribe"] {
    return this.#access.users.subscribe;
  }

  /** Where the user has read to in a channel; undefined if they are not in it. */
  readOf(channel: number): number | undefined {
    return this.#reading.of(channel);
  }

  /** The channel, or a thread, is read up to this seq: counts at once, and is told the server after a moment. */
  markRead(channel: number, seq: number, { thread = 0 } = {}): void {
    this.#reading.markRead(channel, thread, seq);
  }

  /** The message and all after it are unread. */
  markUnread(channel: number, seq: number, { thread = 0 } = {}): Promise<void> {
    return this.#reading.markUnread(channel, thread, seq);
  }

  /** Keeps what the user writes: here at once, and after a moment on all devices. */
  setDraft(channel: number, text: string, { thread = 0, files = [] as readonly number[] } = {}): void {
    const draft = { channel, thread, text, files: [...files] };
    this.#own.setDraft(draft);
    this.#drafts.set(placeKey(channel, thread), () => {
      this.#patiently("setDraft", draft).catch((error: unknown) => this.#failed(error));
    });
  }

  /** Sends a refused message again. Nothing happens if there is none under this client id. */
  retry(clientId: string): void {
    const failed = this.failed.take(clientId);
    if (failed === undefined) return;
    const { channel, text, ...options } = failed.entry;
    // Its outcome is told by the client's events.
    this.channel(channel)
      ?.send(text, options)
      .catch(() => {});
  }

  /** Gives up a refused message. */
  discard(clientId: string): void {
    this.failed.take(clientId);
  }

  /** Whether nobody looks at this client just now; users all of whose clients say so are shown as away. */
  setIdle(idle: boolean): void {
    if (idle === this.#idle) return;
    this.#idle = idle;
    this.#access.notify("setIdle", { idle });
  }

  /** Tells the server what was put off: reads and drafts. To be called before the page goes away. */
  flush(): void {
    for (const each of [this.#reading, this.#drafts, this.#keeper]) each.flush();
  }

  async #load(): Promise<SavedState | undefined> {
    const saved = await this.#keeper.load();
    if (saved === undefined) return undefined;
    this.#own.replace(saved.items);
    this.#unread.restore(saved);
    return saved;
  }

  #welcome({ user, userVersion, channels }: Welcome, saved: SavedState | undefined): void {
    if (!this.#begun) this.#feed.begin(saved?.user === user?.id ? (saved?.version ?? 0) : 0);
    const known = (id: number) => this.#own.channel(id);
    const restored = channels.some(({ id, epoch }) => (known(id)?.epoch ?? epoch) !== epoch);
    const foreign = !this.#begun && saved !== undefined && saved.user !== user?.id;
    // Versions of another user, or of a database that isn't there any more, mean nothing.
    if (foreign || restored || userVersion < this.#feed.version) {
      this.#own.replace({});
      this.#feed.begin(0);
    }
    this.#begun = true;
    this.#stopSync?.();
    for (const info of channels) {
      this.#own.setChannel(info);
      this.#joined(info);
    }
    this.presence.resumed();
    if (this.#idle) this.#access.notify("setIdle", { idle: true });
    if (Math.max(userVersion, this.#heard) === this.#feed.version) this.#synced();
    this.#feed.reach(Math.max(userVersion, this.#heard));
  }

  #userEvents(events: readonly UserEvent[]): void {
    this.#heard = Math.max(this.#heard, events.at(-1)?.version ?? 0);
    if (this.#begun) this.#feed.live(events);
  }

  #apply(event: UserEvent): void {
    const { body } = event;
    if (body.case === "draft" && this.#drafts.has(placeKey(body.value.channel, body.value.thread))) return;
    this.#own.apply(event);
    if (body.case === "channel") this.#joined(body.value);
    if (body.case === "channelGone") this.#left(body.value.channel);
    if (body.case === "user") this.#access.users.learn(body.value);
    if (body.case === "thread") this.#unread.threadsChanged();
    this.#keeper.changed();
  }

  #joined(info: ChannelInfo): void {
    const { id, mine } = info;
    this.#reading.told(id, mine?.read ?? 0);
    this.#unread.add(id, this.client.me?.id ?? 0);
    this.#unread.moved(id);
    if (this.#readers.has(id)) return;
    const { feed } = this.#access.open(info);
    const reader = this.#reader(id);
    this.#readers.set(id, reader);
    feed.readers.add(reader);
  }

  #left(id: number): void {
    this.#unread.remove(id);
    this.#reading.forget(id);
    const reader = this.#readers.get(id);
    this.#readers.delete(id);
    if (reader !== undefined) this.#access.close(id);
  }

  #reader(id: number): FeedReader {
    const lost = () => {
      this.#unread.reset(id);
      // Its settings may be others, too.
      this.#stopSync ??= after(Math.random() * SPREAD_MS, () => this.#syncAgain());
    };
    return {
      event: (event) => this.#event(event),
      missing: lost,
      skipped: lost,
      reset: lost,
      ended: () => this.#readers.delete(id),
    };
  }

  #event(event: ChannelEvent): void {
    const { channel } = event;
    this.#unread.event(event);
    if (event.kind === "changed") this.#own.setSettings(channel, event.settings, event.seq);
    if (event.kind === "message") this.#typing.ended(channel, event.thread, event.user);
    if (this.#mayChangeThreads(event)) this.#unread.threadsChanged(SPREAD_MS);
  }

  /** Whether what is unread in followed threads may be another after it. */
  #mayChangeThreads(event: ChannelEvent): boolean {
    // An edit doesn't name its thread.
    if (event.kind === "edited") return this.#unread.state.current.threads > 0;
    if (event.kind !== "message" && event.kind !== "deleted") return false;
    return event.thread > 0 && this.#own.followed(event.channel, event.thread) !== undefined;
  }

  #signal(signal: Signal["body"]): void {
    if (signal.case === "typing") this.#typing.heard(signal.value);
    if (signal.case === "presences") this.presence.heard(signal.value.presences);
  }

  /** Asks for everything of the user's own again. */
  #syncAgain(): void {
    this.#stopSync = undefined;
    const { version } = this.#feed;
    this.#feed.begin(0);
    this.#feed.reach(Math.max(version, 1));
  }

  #toSave(): SavedState | undefined {
    const user = this.client.me?.id;
    if (user === undefined) return undefined;
    const { version } = this.#feed;
    return Object.assign(this.#unread.saved, { user, version, items: this.#own.items });
  }

  /** Waits however long the client is offline. */
  #patiently<C extends CommandCase>(command: C, value: CommandValue<C>): Promise<Answer<C>> {
    return call(this.#access.line, command, value, { timeoutMs: Infinity, resend: true });
  }

  #ended(): void {
    this.flush();
    this.#stopSync?.();
    this.#unread.stop();
    this.presence.stop();
    this.#typing.clear();
  }

  #failed(error: unknown): void {
    if (!(error instanceof ClientClosed)) this.#access.fault(error);
  }
}
