import { now } from "./clock.ts";
import { DeliveryLog } from "./delivery-log.ts";
import { inParallel } from "./in-parallel.ts";
import { LogFault } from "./log-fault.ts";
import { SendLedger } from "./send-ledger.ts";
import { expectReply, VirtualUser } from "./virtual-user.ts";
import { type WireOptions } from "./wire.ts";

/** Users that connect, or ask for something, at once. */
const AT_ONCE = 64;

export interface CrowdOptions extends WireOptions {
  /** The server's ws:// URL. */
  url: URL;
  users: number;
  /** Channels that the users are spread over evenly; 0: they only connect. */
  channels: number;
  /** The access token of a user who connects; undefined for a server that asks for none. */
  token: ((user: number) => string | Promise<string>) | undefined;
  /** Whether the server acknowledges messages. */
  acks: boolean;
}

/**
 * Virtual users, each with a connection of its own, in channels of a run of their own. One thread holds
 * thousands of them.
 */
export class Crowd {
  /** Marks the messages and channels of this run: eight characters. */
  readonly run = crypto.randomUUID().slice(0, 8);
  readonly ledger: SendLedger;
  readonly log: DeliveryLog;
  readonly options: Readonly<CrowdOptions>;
  /** Called whenever bytes came, with the time: sends that are due should not wait for a timer. */
  onReceive: (time: number) => void = () => {};
  onAcknowledged: (number: number, receipt: number) => void = () => {};
  /** Why users' connections ended that nobody closed. */
  readonly ends: string[] = [];
  /** Empty frames that the server sent, and that were answered. */
  heartbeats = 0;
  /** Why messages were refused. */
  readonly refusals: string[] = [];

  readonly #users: VirtualUser[];
  readonly #channelIds: number[] = [];
  readonly #epochs: number[] = [];

  constructor(options: CrowdOptions) {
    this.options = options;
    this.ledger = new SendLedger(options.acks);
    this.log = new DeliveryLog({
      members: options.users,
      channels: Math.max(1, options.channels),
      run: this.run,
      ledger: this.ledger,
    });
    this.#users = Array.from({ length: options.users }, (_, number) => this.#newUser(number));
  }

  /**
   * Connects and authenticates all users; then they join their channels; then they subscribe to them, all in,
   * so that nobody's joining is an event to count. Those who come `late` are members then and go away again, until
   * `comeIn`. `onConnect` is called for each user that connected. Rejects with the first user's failure.
   */
  async gather(
    late: (user: number) => boolean = () => false,
    onConnect: () => void = () => {},
  ): Promise<void> {
    const { users, channels } = this.options;
    await inParallel(users, AT_ONCE, async (number) => {
      await this.connect(number);
      onConnect();
    });
    await inParallel(channels, AT_ONCE, async (channel) => {
      const body = { case: "createChannel" as const, value: { name: this.#channelName(channel) } };
      const reply = await this.#users[channel % users]!.request(body);
      this.#channelIds[channel] = expectReply(reply, "channel").id;
    });
    if (channels > 0) await inParallel(users, AT_ONCE, (number) => this.#join(number));
    await inParallel(users, AT_ONCE, async (number) => {
      if (late(number)) this.#users[number]!.close();
      else await this.#subscribe(number);
    });
  }

  /** Connects and authenticates one user. Rejects with what was in the way. */
  async connect(number: number): Promise<void> {
    const token = (await this.options.token?.(number)) ?? "";
    await this.#users[number]!.connect(this.options.url);
    await this.authenticate(number, token);
  }

  /** Shows the server the token of a user who has connected, or a newer one of who was let in already. */
  async authenticate(number: number, token: string): Promise<void> {
    const reply = await this.#users[number]!.request({ case: "authenticate", value: { token } });
    expectReply(reply, "welcome");
  }

  /** Connects a user that is a member of its channel, and subscribes it. Rejects with what was in the way. */
  async comeIn(number: number): Promise<void> {
    await this.connect(number);
    await this.#subscribe(number);
  }

  /** The number of the user's channel. */
  channelOf(user: number): number {
    return user % this.options.channels;
  }

  /** The server's id of the user's channel. */
  channelId(user: number): number {
    return this.#channelIds[this.channelOf(user)]!;
  }

  /**
   * Compares what the server says of the log of a user's channel with what it said before, and with the number of
   * events that are known to be in it. Throws LogFault.
   */
  checkLog(user: number, { epoch, head }: { epoch: number; head: number }, known: number): void {
    const before = (this.#epochs[this.channelOf(user)] ??= epoch);
    if (epoch !== before) throw new LogFault(`The server says epoch ${epoch} of a log that had ${before}.`);
    if (head < known) throw new LogFault(`The server says head ${head} of a log that had ${known} events.`);
  }

  /** Counts a connection that had to end, and keeps why. */
  noteEnd(user: number, { message }: Error): void {
    this.ends.push(`User ${user}: ${message}`);
  }

  user(number: number): VirtualUser {
    return this.#users[number]!;
  }

  close(): void {
    for (const user of this.#users) user.close();
  }

  async #join(number: number): Promise<void> {
    const value = { channel: this.channelId(number), name: "" };
    await this.#users[number]!.request({ case: "joinChannel", value });
  }

  async #subscribe(number: number): Promise<void> {
    if (this.options.channels === 0) return;
    const known = this.log.head(number);
    this.checkLog(number, await this.#users[number]!.subscribe(this.channelId(number)), known);
  }

  #channelName(channel: number): string {
    return `load-${this.run}-${channel}`;
  }

  #newUser(number: number): VirtualUser {
    return new VirtualUser(number, this.options, this.log, {
      receive: () => {
        const time = now();
        this.onReceive(time);
        return time;
      },
      subscribed: (user, { channel, head }) => {
        this.log.subscribed(user.number, this.channelOf(user.number), channel, head);
      },
      acknowledged: (user, message, seq, receipt) => {
        this.ledger.acknowledge(message, seq);
        this.log.acknowledged(user.number, seq);
        this.onAcknowledged(message, receipt);
      },
      refused: (message, reason) => {
        this.ledger.refuse(message);
        this.refusals.push(reason);
      },
      heartbeat: () => void this.heartbeats++,
      ended: (user, error) => this.noteEnd(user.number, error),
    });
  }
}
