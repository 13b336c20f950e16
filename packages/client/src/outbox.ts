import type { Sent as SentReply } from "@hubbub/protocol";

import { deferred } from "./deferred.ts";
import { ClientClosed, OutboxFull } from "./errors.ts";
import type { OutboxEntry, OutboxStore } from "./outbox-store.ts";

/** Where a message has its place in its channel, for ever. */
export interface Sent {
  clientId: string;
  channel: number;
  seq: number;
  /** When the server accepted it, in milliseconds since 1970 UTC. */
  at: number;
  /** True if an earlier try had made the message already. */
  repeated: boolean;
}

export interface OutboxOptions {
  store: OutboxStore;
  /** Messages that may wait at a time; one more is refused with OutboxFull. */
  limit: number;
  /** Sends until there is an answer. Rejects if it is refused for good, or with ClientClosed. */
  deliver: (entry: OutboxEntry) => Promise<SentReply>;
  onQueued: (entry: OutboxEntry) => void;
  onSent: (entry: OutboxEntry, sent: Sent) => void;
  onRefused: (entry: OutboxEntry, error: unknown) => void;
  /** The store failed where nobody waits for it. */
  onFault: (error: unknown) => void;
}

interface Waiting {
  entry: OutboxEntry;
  stored: Promise<void>;
  resolve: (sent: Sent) => void;
  reject: (error: unknown) => void;
  answer: Promise<Sent>;
}

/**
 * Messages on their way. Each channel is a lane: one message at a time is sent, and the next after its answer,
 * so that the order of a channel holds whatever is lost, refused for the moment, or sent again. Lanes don't wait
 * for each other.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #lanes = new Map<number, Waiting[]>();
  #size = 0;
  #restored = false;
  #closed: ClientClosed | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Messages that wait, of one channel or of all, in their order. */
  pending(channel?: number): OutboxEntry[] {
    const lanes = channel === undefined ? [...this.#lanes.values()] : [this.#lanes.get(channel) ?? []];
    return lanes.flat().map(({ entry }) => entry);
  }

  /**
   * Takes what an earlier client of this user has left in the store, before what was sent meanwhile; to be called
   * once, nothing is sent before. Rejects as the store does, and what was sent meanwhile goes out all the same.
   */
  async restore(user: number): Promise<void> {
    try {
      for (const entry of (await this.#options.store.load()).toReversed()) {
        if (this.#closed !== undefined) return;
        if (entry.user !== user || this.#find(entry) !== undefined) continue;
        const waiting = this.#waiting(entry, Promise.resolve());
        this.#lane(entry.channel).unshift(waiting);
        this.#options.onQueued(entry);
        // Nobody waits for it: the outcome is told by onSent and onRefused.
        waiting.answer.catch(() => {});
      }
    } finally {
      this.#restored = true;
      for (const [channel, lane] of this.#lanes) void this.#empty(channel, lane);
    }
  }

  /**
   * Resolves after the message is durable on the server. RefusedError if it never will be; ClientClosed if the
   * client closed first (then it stays in the store); OutboxFull; what the store rejects with.
   */
  async send(entry: OutboxEntry): Promise<Sent> {
    if (this.#closed !== undefined) throw this.#closed;
    const known = this.#find(entry);
    if (known !== undefined) return known.answer;
    if (this.#size >= this.#options.limit) throw new OutboxFull(this.#options.limit);
    const waiting = this.#waiting(entry, this.#options.store.add(entry));
    const lane = this.#lane(entry.channel);
    lane.push(waiting);
    this.#options.onQueued(entry);
    if (this.#restored && lane.length === 1) void this.#empty(entry.channel, lane);
    return waiting.answer;
  }

  /** Nothing more is sent; those who wait get `error`. */
  close(error: ClientClosed): void {
    if (this.#closed !== undefined) return;
    this.#closed = error;
    for (const lane of this.#lanes.values()) for (const { reject } of lane) reject(error);
    this.#lanes.clear();
    this.#size = 0;
  }

  #find({ clientId, channel }: OutboxEntry): Waiting | undefined {
    return this.#lanes.get(channel)?.find(({ entry }) => entry.clientId === clientId);
  }

  #waiting(entry: OutboxEntry, stored: Promise<void>): Waiting {
    const { promise: answer, resolve, reject } = deferred<Sent>();
    // It is looked at when its turn comes, which may be long after it failed.
    stored.catch(() => {});
    this.#size += 1;
    return { entry, stored, resolve, reject, answer };
  }

  #lane(channel: number): Waiting[] {
    const lane = this.#lanes.get(channel) ?? [];
    this.#lanes.set(channel, lane);
    return lane;
  }

  async #empty(channel: number, lane: Waiting[]): Promise<void> {
    for (let waiting = lane[0]; waiting !== undefined; waiting = lane[0]) {
      const settle = await this.#process(waiting);
      if (this.#closed !== undefined) return;
      lane.shift();
      this.#size -= 1;
      settle();
    }
    this.#lanes.delete(channel);
  }

  /** Sends one message; gives what is to be told when it has left the lane. */
  async #process({ entry, stored, resolve, reject }: Waiting): Promise<() => void> {
    const { deliver, onSent, onRefused } = this.#options;
    try {
      await stored;
      const { seq, at, repeated } = await deliver(entry);
      const sent = { clientId: entry.clientId, channel: entry.channel, seq, at, repeated };
      await this.#forget(entry);
      return () => {
        resolve(sent);
        onSent(entry, sent);
      };
    } catch (error) {
      // Then those who wait have been told, and the entry stays for the next client.
      if (error instanceof ClientClosed) return () => {};
      await this.#forget(entry);
      return () => {
        reject(error);
        onRefused(entry, error);
      };
    }
  }

  /** If the store can't, the message is sent again some day, and the server knows its client id. */
  async #forget({ clientId }: OutboxEntry): Promise<void> {
    try {
      await this.#options.store.remove(clientId);
    } catch (error) {
      this.#options.onFault(error);
    }
  }
}
