import { type Channel as ChannelInfo, ERRORS, LIMITS, type User, type Welcome } from "@hubbub/protocol";

import { Backoff } from "./backoff.ts";
import { call } from "./call.ts";
import type { Channel } from "./channel.ts";
import { Channels } from "./channels.ts";
import type { Answer, CommandCase, CommandValue } from "./commands.ts";
import type { Connection } from "./connection.ts";
import { Emitter, reportUncaught } from "./emitter.ts";
import {
  ClientClosed,
  type HubbubError,
  ProtocolFault,
  RefusedError,
  RequestTimeout,
  SessionEnded,
} from "./errors.ts";
import { Links } from "./file-links.ts";
import { FileRequests } from "./file-requests.ts";
import { Link } from "./link.ts";
import { onNetworkBack } from "./network-event.ts";
import { type ConnectOptions, resolveOptions } from "./options.ts";
import type { OutboxEntry } from "./outbox-store.ts";
import { Outbox, type Sent } from "./outbox.ts";
import type { Status } from "./status.ts";
import { type UploadedFile, type UploadOptions, Uploads } from "./uploads.ts";
import { Users } from "./users.ts";
import { after } from "./wait.ts";

export interface HubbubEvents {
  status: Status;
  /** A message has its place on the server; also one that an earlier client had left in the outbox. */
  sent: { entry: OutboxEntry; sent: Sent };
  /** A message was refused for good, and is not in the outbox any more. */
  refused: { entry: OutboxEntry; error: unknown };
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
  readonly #options: ReturnType<typeof resolveOptions>;
  readonly #link: Link;
  readonly #outbox: Outbox;
  readonly #users: Users;
  readonly #links: Links;
  readonly #uploads: Uploads;
  readonly #channels: Channels;
  readonly #stopNetwork: () => void;
  #me: User | undefined;

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
        events: (events) => this.#channels.events(events),
        gaps: (gaps) => this.#channels.gaps(gaps),
        signals: (signals) => this.#channels.signals(signals),
      },
    });
    this.#outbox = new Outbox({
      store: outbox,
      limit: outboxLimit,
      deliver: ({ channel, clientId, text }) =>
        call(this.#link, "send", { channel, clientId, text }, { timeoutMs: Infinity, resend: true }),
      onSent: (entry, sent) => this.emit("sent", { entry, sent }),
      onRefused: (entry, error) => this.emit("refused", { entry, error }),
      onFault: (error) => this.#fault(error),
    });
    this.#users = new Users(async (ids) => (await this.#call("getUsers", { ids })).users);
    this.#links = new Links((ids) => this.#call("getFileLinks", { ids }));
    const requests = new FileRequests({
      base: this.#options.http,
      tokens: this.#options.tokens,
      backoff: () => new Backoff(backoff),
      closing: this.#link.closing,
    });
    this.#uploads = new Uploads(requests, this.#options.uploads);
    this.#channels = new Channels({
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

  /** The channels that are open in this client. */
  get joined(): Channel[] {
    return this.#channels.list;
  }

  /** All messages that are not on the server yet. */
  get pending(): OutboxEntry[] {
    return this.#outbox.pending();
  }

  /** Joins a channel, by name or id, and opens it. Joining again is no error, and gives the same Channel. */
  async join(channel: string | number): Promise<Channel> {
    const by = typeof channel === "string" ? { channel: 0, name: channel } : { channel, name: "" };
    return this.#channels.open(await this.#call("joinChannel", by));
  }

  /**
   * Creates a public channel and opens it. RefusedError "name_taken" if there is one of this name. ConnectionLost or
   * RequestTimeout leave open whether it was made.
   */
  async createChannel(name: string): Promise<Channel> {
    const { requestTimeoutMs: timeoutMs } = this.#options;
    return this.#channels.open(
      await call(this.#link, "createChannel", { name }, { timeoutMs, resend: false }),
    );
  }

  /** All public channels, and those that the user is a member of, by name. */
  async channels(): Promise<ChannelInfo[]> {
    const channels: ChannelInfo[] = [];
    for (let last = "", more = true; more; last = channels.at(-1)?.name ?? "") {
      const page = await this.#call("listChannels", { after: last, limit: LIMITS.pageMax });
      channels.push(...page.channels);
      more = page.more && page.channels.length > 0;
    }
    return channels;
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

  /**
   * An address to fetch a file from without a token, for `<img src>` and the like; good for 10 minutes at least. With
   * `thumbnail`, of a smaller picture that fits in so many pixels each way. RefusedError "not_found" if it can't be read.
   */
  async fileUrl(id: number, { thumbnail }: { thumbnail?: 360 | 1280 } = {}): Promise<string> {
    const path = await this.#links.get(id);
    if (path === undefined) throw noFile(id);
    const url = new URL(path.replace(/^\//, ""), this.#options.http);
    if (thumbnail !== undefined) url.searchParams.set("thumbnail", String(thumbnail));
    return url.href;
  }

  /** Tries to connect at once if offline; if online, makes sure that the connection still works. */
  retryNow(): void {
    this.#link.nudge();
  }

  /** Closes for good. What waits in the outbox stays in its store; what waits for an answer gets ClientClosed. */
  close(): void {
    this.#link.close();
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

  #call<C extends CommandCase>(command: C, value: CommandValue<C>): Promise<Answer<C>> {
    return call(this.#link, command, value, { timeoutMs: this.#options.requestTimeoutMs, resend: true });
  }

  #send(message: Pick<OutboxEntry, "clientId" | "channel" | "text">): Promise<Sent> {
    return this.#outbox.send({ ...message, user: this.#me?.id ?? 0, createdAt: Date.now() });
  }

  #welcome(connection: Connection, { user, channels }: Welcome): HubbubError | undefined {
    if (user === undefined) return new ProtocolFault("The server's welcome names no user.");
    if (this.#me !== undefined && this.#me.id !== user.id) {
      return new SessionEnded(`The token is ${user.name}'s; this client is ${this.#me.name}'s.`);
    }
    if (this.#me === undefined) {
      this.#outbox.restore(user.id).catch((error: unknown) => this.#fault(error));
    }
    this.#me = user;
    this.#users.learn(user);
    this.#channels.resume(connection, channels);
    return undefined;
  }

  #changed(status: Status): void {
    this.emit("status", status);
    if (status.state !== "closed") return;
    this.#stopNetwork();
    this.#outbox.close(new ClientClosed(status.reason));
    this.#channels.end(status.reason);
  }

  #fault(error: unknown): void {
    if (!this.emit("fault", { error })) reportUncaught(error);
  }
}

function noFile(id: number): RefusedError {
  const message = `There is no file ${id} that you can read.`;
  const { code } = ERRORS.not_found;
  return new RefusedError({ code, reason: "not_found", message, field: "", limit: 0, retryAfterMs: 0 });
}
