import { connect, type Msg, type NatsConnection, type Subscription } from "@nats-io/transport-node";

import type { Batch } from "../core/shared-frame.ts";
import { StartRefused } from "../errors.ts";
import type { Log } from "../log.ts";
import type { ServerNews, UserChange } from "../store/store.ts";
import type { Bus, BusListener } from "./bus.ts";
import { pack, packBatch, unpack, unpackBatch, unpackChange } from "./messages.ts";

/** A line without a sign of life for twice so long is dead. */
const PING_MS = 1_500;
const PINGS_OUT = 2;
const RECONNECT_MS = 250;
/** Of the first try to connect. */
const CONNECT_MS = 10_000;
/** A server that doesn't confirm a subscription within this is on its way out: what is missed is fetched. */
const CONFIRM_MS = 1_000;

/** Connects to `urls`: nats://USER:PASSWORD@HOST:PORT, several with commas between. Rejects with StartRefused. */
export async function connectNats(urls: string): Promise<NatsConnection> {
  try {
    return await connect({
      servers: urls.split(","),
      name: "hubbub",
      // A node has heard already what it says.
      noEcho: true,
      timeout: CONNECT_MS,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_MS,
      reconnectJitter: RECONNECT_MS,
      pingInterval: PING_MS,
      maxPingOut: PINGS_OUT,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartRefused(
      `NATS can't be reached (${reason}): check that it runs, and the address in --nats.`,
    );
  }
}

export interface NatsBusOptions {
  /** Whose the subjects are: the same for all nodes on one database. */
  cluster: string;
  listener: BusListener;
  log: Log;
}

/**
 * The bus of several nodes. What a node says itself it hears at once, without the server; the server tells it to the others
 * that listen. While the line is down the node goes on by itself, and what was missed is fetched from the store.
 */
export class NatsBus implements Bus {
  readonly #nats;
  readonly #listener;
  readonly #log;
  readonly #prefix;
  readonly #subscriptions = new Map<string, Subscription>();
  #up = true;
  #closed = false;

  constructor(nats: NatsConnection, { cluster, listener, log }: NatsBusOptions) {
    this.#nats = nats;
    this.#listener = listener;
    this.#log = log;
    this.#prefix = `hubbub.${cluster}`;
    this.#hear("channel", (message) => this.#channelChanged(message));
    this.#hear("news.*", (message) => this.#serverChanged(message));
    void this.#follow();
  }

  /** Whether the line to the server is there, as far as is known. */
  get up(): boolean {
    return this.#up;
  }

  listen(channel: number): Promise<void> {
    this.#hear(`log.${channel}`, ({ data }) => {
      const batch = unpackBatch(channel, data);
      if (batch) this.#listener.take(batch);
    });
    this.#hear(`signal.${channel}`, ({ data }) => {
      const { numbers: [exceptUser = 0] = [], bytes } = unpack(1, data) ?? {};
      if (bytes) this.#listener.signal(channel, bytes, exceptUser);
    });
    return this.#confirmed();
  }

  unlisten(channel: number): void {
    this.#unhear(`log.${channel}`);
    this.#unhear(`signal.${channel}`);
  }

  listenUser(user: number): Promise<void> {
    this.#hear(`user.${user}`, ({ data }) => {
      const change = unpackChange(user, data);
      if (change) this.#listener.told(change);
    });
    return this.#confirmed();
  }

  unlistenUser(user: number): void {
    this.#unhear(`user.${user}`);
  }

  publish(batch: Batch): void {
    this.#listener.take(batch);
    this.#say(`log.${batch.channel}`, packBatch(batch, this.#most));
  }

  signal(channel: number, bytes: Uint8Array, exceptUser: number): void {
    this.#listener.signal(channel, bytes, exceptUser);
    this.#say(`signal.${channel}`, pack([exceptUser], bytes));
  }

  told(change: UserChange): void {
    this.#listener.told(change);
    this.#say(`user.${change.user}`, pack([change.version], change.frame));
  }

  async channelChanged(channel: number): Promise<void> {
    await this.#listener.channelChanged(channel);
    this.#say("channel", pack([channel], new Uint8Array()));
  }

  async serverChanged(news: ServerNews): Promise<void> {
    await this.#listener.serverChanged(news);
    this.#say(`news.${news}`, new Uint8Array());
  }

  async close(): Promise<void> {
    this.#closed = true;
    // What was said is on its way before the line ends; a line that is down has nothing to wait for.
    if (this.#up) await this.#confirmed();
    await this.#nats.close();
  }

  /** Bytes of one message. */
  get #most(): number {
    return this.#nats.info?.max_payload ?? 2 ** 20;
  }

  #say(subject: string, bytes: Uint8Array): void {
    if (this.#closed || bytes.length > this.#most) return;
    this.#nats.publish(`${this.#prefix}.${subject}`, bytes);
  }

  #hear(subject: string, take: (message: Msg) => void): void {
    if (this.#subscriptions.has(subject)) return;
    const callback = (error: Error | null, message: Msg): void => {
      if (error) this.#log.error({ err: error, subject }, "a subscription of the bus was refused");
      else take(message);
    };
    this.#subscriptions.set(subject, this.#nats.subscribe(`${this.#prefix}.${subject}`, { callback }));
  }

  #unhear(subject: string): void {
    this.#subscriptions.get(subject)?.unsubscribe();
    this.#subscriptions.delete(subject);
  }

  /** Resolves when the server has taken what was asked of it until now; or can't be waited for. */
  async #confirmed(): Promise<void> {
    if (!this.#up) return;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, CONFIRM_MS);
    // A line that breaks meanwhile is told of by its status.
    await Promise.race([this.#nats.flush().catch(() => {}), late]);
    clearTimeout(timer);
  }

  #channelChanged({ data }: Msg): void {
    const { numbers: [channel = 0] = [] } = unpack(1, data) ?? {};
    if (channel > 0) this.#noted(this.#listener.channelChanged(channel));
  }

  #serverChanged({ subject }: Msg): void {
    const news = subject.slice(subject.lastIndexOf(".") + 1) as ServerNews;
    this.#noted(this.#listener.serverChanged(news));
  }

  #noted(reading: Promise<void>): void {
    reading.catch((error: unknown) => {
      this.#log.error({ err: error }, "what another node has changed could not be read; it is tried again");
      this.#listener.returned();
    });
  }

  async #follow(): Promise<void> {
    for await (const { type } of this.#nats.status()) {
      if (type === "disconnect" || type === "staleConnection") this.#down();
      else if (type === "reconnect") this.#back();
      // It has let messages go.
      else if (type === "slowConsumer") this.#listener.returned();
    }
  }

  #down(): void {
    if (!this.#up || this.#closed) return;
    this.#up = false;
    this.#log.warn("the line to NATS is down: other nodes are heard by way of the database");
  }

  #back(): void {
    this.#up = true;
    this.#log.info("the line to NATS is back");
    // The client has asked for all its subscriptions again; what was said before that is lost.
    void this.#confirmed().then(() => this.#listener.returned());
  }
}
