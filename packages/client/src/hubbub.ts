import {
  type FoundPage,
  type Gap,
  type Init,
  type ListThreads,
  type ListUsers,
  type Search,
  type ServerChanged,
  type Signal,
  type ThreadPage,
  type User,
  type Welcome,
} from "@hubbub/protocol";

import { type Ask, askOver } from "./ask.ts";
import { Backoff } from "./backoff.ts";
import { call } from "./call.ts";
import { ChannelDirectory } from "./channel-directory.ts";
import type { Outgoing } from "./channel-options.ts";
import type { Channel } from "./channel.ts";
import { Channels } from "./channels.ts";
import type { Connection } from "./connection.ts";
import { Emitter, reportUncaught } from "./emitter.ts";
import { ClientClosed, type HubbubError, ProtocolFault, RequestTimeout, SessionEnded } from "./errors.ts";
import { Links } from "./file-links.ts";
import { FileRequests } from "./file-requests.ts";
import type { Follower, FollowerAccess } from "./follower.ts";
import { Link } from "./link.ts";
import { Moderation } from "./moderation.ts";
import { onNetworkBack } from "./network-event.ts";
import { type ConnectOptions, resolveOptions } from "./options.ts";
import type { OutboxEntry } from "./outbox-store.ts";
import { Outbox, type Sent } from "./outbox.ts";
import { Profile } from "./profile.ts";
import { Server } from "./server.ts";
import type { Status } from "./status.ts";
import { type UploadedFile, type UploadOptions, Uploads } from "./uploads.ts";
import { Users } from "./users.ts";
import { after } from "./wait.ts";

export interface HubbubEvents {
  status: Status;
  /** A message waits to be sent; also one that an earlier client had left in the outbox. */
  queued: OutboxEntry;
  /** A message has its place on the server; also one that an earlier client had left in the outbox. */
  sent: { entry: OutboxEntry; sent: Sent };
  /** A message was refused for good, and is not in the outbox any more. */
  refused: { entry: OutboxEntry; error: unknown };
  /** What all users share was changed: ask `client.server` for it again. */
  serverChanged: ServerChanged;
  /** Something that the caller gave (an outbox store) failed where nobody waits for it. */
  fault: { error: unknown };
}

/**
 * A user's client of one Hubbub server. It stays connected until closed: what is asked while it is offline waits,
 * what is sent waits in the outbox, and channels go on where they were.
 *
 * @example
 * const client = await Hubbub.connect({ url: "http://127.0.0.1:8080", credentials: { name, password } });
 * const channel = await client.join("general");
 * await channel.send("hi");
 * for await (const message of channel.messages({ history: 20 })) console.log(message.text);
 */
export class Hubbub extends Emitter<HubbubEvents> {
  readonly channels: ChannelDirectory;
  readonly profile: Profile;
  readonly moderation: Moderation;
  readonly server: Server;
  /** Carries out any command of the protocol. */
  readonly ask: Ask;
  readonly #options: ReturnType<typeof resolveOptions>;
  readonly #link: Link;
  readonly #outbox: Outbox;
  readonly #users: Users;
  readonly #links: Links;
  readonly #uploads: Uploads;
  readonly #open: Channels;
  readonly #stopNetwork: () => void;
  #me: User | undefined;
  #pushKey = "";
  #follower: Follower | undefined;

  /**
   * Makes a client and resolves when it is online. Rejects with SessionEnded or ConnectionRefused if it never
   * will be, with RequestTimeout if it isn't in time; then the client is closed. TypeError, RangeError: options.
   */
  static async connect(options: ConnectOptions): Promise<Hubbub> {
    const client = Hubbub.open(options);
    await client.#ready();
    return client;
  }

  /** Makes a client that connects in its own time: see `status`. TypeError, RangeError: options. */
  static open(options: ConnectOptions): Hubbub {
    const client = new Hubbub(options);
    void client.#link.run();
    return client;
  }

  private constructor(options: ConnectOptions) {
    super();
    this.#options = resolveOptions(options);
    const { backoff, outbox, outboxLimit } = this.#options;
    this.#link = new Link({
      ...this.#options,
      backoff: () => new Backoff(backoff),
      random: backoff.random,
      handlers: {
        status: (status) => this.#changed(status),
        welcome: (connection, welcome) => this.#welcome(connection, welcome),
        events: (events) => this.#open.events(events),
        userEvents: (events) => this.#follower?.userEvents(events),
        gaps: (gaps) => this.#gaps(gaps),
        signals: (signals) => this.#signals(signals),
      },
    });
    this.#outbox = new Outbox({
      store: outbox,
      limit: outboxLimit,
      deliver: ({ channel, clientId, text, thread, inChannel, files }) =>
        call(
          this.#link,
          "send",
          { channel, clientId, text, thread, inChannel, files },
          { timeoutMs: Infinity, resend: true },
        ),
      onQueued: (entry) => this.emit("queued", entry),
      onSent: (entry, sent) => this.emit("sent", { entry, sent }),
      onRefused: (entry, error) => this.emit("refused", { entry, error }),
      onFault: (error) => this.#fault(error),
    });
    this.ask = askOver(this.#link);
    this.profile = new Profile(this.ask);
    this.moderation = new Moderation(this.ask);
    this.server = new Server(this.ask);
    this.channels = new ChannelDirectory(this.ask, (info) => this.#open.open(info));
    this.#users = new Users(async (ids) => (await this.ask("getUsers", { ids })).users);
    this.#links = new Links((ids) => this.ask("getFileLinks", { ids }));
    const requests = new FileRequests({
      base: this.#options.http,
      tokens: this.#options.tokens,
      backoff: () => new Backoff(backoff),
      closing: this.#link.closing,
    });
    this.#uploads = new Uploads(requests, this.#options.uploads);
    this.#open = new Channels({
      line: this.#link,
      connection: () => this.#link.connection,
      send: (message) => this.#send(message),
      pending: (channel) => this.#outbox.pending(channel),
    });
    this.#stopNetwork = onNetworkBack(() => this.#link.nudge());
  }

  get status(): Status {
    return this.#link.status;
  }

  /** The user; undefined before the client was online for the first time. */
  get me(): User | undefined {
    return this.#me;
  }

  /** For the browser's PushManager, as base64url; empty before the client was online, and where there is no web push. */
  get pushKey(): string {
    return this.#pushKey;
  }

  /** The channels that are open in this client. */
  get joined(): Channel[] {
    return this.#open.list;
  }

  /** All messages that are not on the server yet. */
  get pending(): OutboxEntry[] {
    return this.#outbox.pending();
  }

  /** Joins a channel, by name or id, and opens it. Joining again is no error, and gives the same Channel. */
  async join(channel: string | number): Promise<Channel> {
    const by = typeof channel === "string" ? { channel: 0, name: channel } : { channel, name: "" };
    return this.#open.open(await this.ask("joinChannel", by));
  }

  /** Creates a public channel and opens it: see `channels.create`. */
  createChannel(name: string): Promise<Channel> {
    return this.channels.create({ name });
  }

  /** Searches the messages that the user may see. docs/SPEC.md has the language of `query` (1 to 500 characters). */
  search(query: string, options: Omit<Init<Search>, "query"> = {}): Promise<FoundPage> {
    return this.ask("search", { ...options, query });
  }

  /** Messages that mention the user, the newest first; 20 are given if nothing else is said, 100 at most. */
  mentions({ cursor = "", limit = 0 } = {}): Promise<FoundPage> {
    return this.ask("listMentions", { cursor, limit });
  }

  /** The threads that the user follows, by their newest reply. */
  threads(query: Omit<Init<ListThreads>, "channel"> = {}): Promise<ThreadPage> {
    return this.ask("listThreads", query);
  }

  /** All channels, and followed threads, are read up to now. */
  async markAllRead(): Promise<void> {
    await this.ask("markAllRead", {});
  }

  /** A message that was scheduled is not sent; or, having failed, is forgotten. */
  async cancelScheduled(id: number): Promise<void> {
    await this.ask("cancelScheduled", { id });
  }

  /** Users by name, for completion and for a directory: up to 100 if nothing else is said, 500 at most. */
  async findUsers(query: Init<ListUsers> = {}): Promise<User[]> {
    return (await this.ask("listUsers", query)).users;
  }

  /**
   * For ClientState. From now on a channel's listeners are given up to `catchUpMost` events that were missed, and
   * `skipped` where there are more. Error if the client has a follower already.
   */
  attach(follower: Follower, catchUpMost: number): FollowerAccess {
    if (this.#follower !== undefined) throw new Error("This client has a ClientState already.");
    this.#follower = follower;
    this.#open.catchUpMost = catchUpMost;
    return {
      line: this.#link,
      users: this.#users,
      open: (info) => this.#open.opened(info),
      close: (channel) => this.#open.close(channel),
      notify: (command, value) => this.#link.connection?.notify(command, value),
      fault: (error) => this.#fault(error),
    };
  }

  /** Who has this id; undefined if nobody. Names are kept, and asked for together. */
  user(id: number): Promise<User | undefined> {
    return this.#users.get(id);
  }

  /**
   * Uploads a file, in parts that are sent again where needed: it waits while there is no connection, and goes on where it
   * was. Resolves when the server has looked at it: its id can be sent with a message. RefusedError (too_large,
   * quota_exceeded, …), ClientClosed, or the signal's reason.
   *
   * @example
   * const { id } = await client.upload(file, { resumeKey: `${file.name} ${file.lastModified}` });
   */
  upload(file: Blob, options: UploadOptions = {}): Promise<UploadedFile> {
    return this.#uploads.upload(file, options);
  }

  /** What the server knows of a file, such as one of a draft. RefusedError "not_found" if it can't be read. */
  file(id: number, { signal }: { signal?: AbortSignal } = {}): Promise<UploadedFile> {
    return this.#uploads.file(id, signal);
  }

  /**
   * An address to fetch a file from without a token, for `<img src>` and the like; good for 10 minutes at least. With
   * `thumbnail`, of a smaller picture that fits in so many pixels each way. RefusedError "not_found" if it can't be read.
   */
  async fileUrl(id: number, { thumbnail }: { thumbnail?: 360 | 1280 } = {}): Promise<string> {
    const url = new URL(await this.#links.get(id), this.#options.http);
    if (thumbnail !== undefined) url.searchParams.set("thumbnail", String(thumbnail));
    return url.href;
  }

  /**
   * A current access token, for Accounts (`accounts.own(() => client.accessToken())`) and requests of your own. Rejects
   * with SessionEnded if there will be none any more, or with what keeps it from being renewed.
   */
  accessToken(): Promise<string> {
    return this.#options.tokens.token();
  }

  /** Tries to connect at once if offline; if online, makes sure that the connection still works: one that doesn't answer within 5 s is replaced. */
  retryNow(): void {
    this.#link.nudge();
  }

  /** Closes for good. What waits in the outbox stays in its store; what waits for an answer gets ClientClosed. */
  close(): void {
    this.#link.close();
  }

  #gaps(gaps: readonly Gap[]): void {
    for (const { channel, to } of gaps) if (channel === 0) this.#follower?.userGap(to);
    this.#open.gaps(gaps);
  }

  #signals(signals: readonly Signal[]): void {
    this.#open.signals(signals);
    for (const { body } of signals) {
      if (body.case === "serverChanged") this.emit("serverChanged", body.value);
      if (body.case === "userChanged") this.#users.changed(body.value.user);
      this.#follower?.signal(body);
    }
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const { connectTimeoutMs } = this.#options;
      let last: HubbubError | undefined;
      const finish = (settle: () => void) => {
        stop();
        off();
        settle();
      };
      const off = this.on("status", (status) => {
        if (status.state === "offline") last = status.reason;
        if (status.state === "online") finish(resolve);
        if (status.state === "closed") finish(() => reject(status.reason ?? new ClientClosed()));
      });
      const stop = after(connectTimeoutMs, () => {
        this.#link.close(new RequestTimeout("connect", connectTimeoutMs, last));
      });
    });
  }

  #send(message: Outgoing): Promise<Sent> {
    return this.#outbox.send({ ...message, user: this.#me?.id ?? 0, createdAt: Date.now() });
  }

  #welcome(connection: Connection, welcome: Welcome): HubbubError | undefined {
    const { user, channels, pushKey } = welcome;
    if (user === undefined) return new ProtocolFault("The server's welcome names no user.");
    if (this.#me !== undefined && this.#me.id !== user.id) {
      return new SessionEnded(`The token is ${user.name}'s; this client is ${this.#me.name}'s.`);
    }
    if (this.#me === undefined) {
      this.#outbox.restore(user.id).catch((error: unknown) => this.#fault(error));
    }
    this.#me = user;
    this.#pushKey = pushKey;
    this.#users.learn(user);
    this.#open.resume(connection, channels);
    this.#follower?.welcome(welcome);
    return undefined;
  }

  #changed(status: Status): void {
    this.emit("status", status);
    if (status.state !== "closed") return;
    this.#stopNetwork();
    this.#outbox.close(new ClientClosed(status.reason));
    this.#open.end(status.reason);
    this.#follower?.ended();
  }

  #fault(error: unknown): void {
    if (!this.emit("fault", { error })) reportUncaught(error);
  }
}
