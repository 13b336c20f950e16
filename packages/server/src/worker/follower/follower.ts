import type { Database } from "bun:sqlite";

import type { Event } from "@hubbub/protocol";

import type { Log } from "../../log.ts";
import type { WorkerMetrics } from "../worker-metrics.ts";
import { type Cursor, Cursors } from "./cursors.ts";
import type { LogConsumer } from "./log-consumer.ts";
import { type LogEnd, LogReader } from "./log-reader.ts";

/** An event is passed over when a consumer has failed at it so many times, ... */
const EVENT_TRIES = 3;
/** ... with such a wait between, in ms. */
const FAILURE_MS = 500;

/** A consumer failed at a page: its events come one by one. */
interface Trouble {
  /** The page's last. */
  until: number;
  /** How often it failed at the event after its cursor. */
  tries: number;
}

/** What a turn may take, more or less, in ms: requests and jobs wait meanwhile. Slow consumers get shorter pages. */
const TURN_MS = 20;
const PAGE_EVENTS = 500;
const PAGE_EVENTS_MIN = 10;

interface Reading {
  consumer: LogConsumer;
  cursor: Cursor;
}

export interface FollowerOptions {
  chat: Database;
  own: Database;
  consumers: readonly LogConsumer[];
  metrics: WorkerMetrics;
  log: Log;
}

/**
 * Leads the consumers through all channels' logs, each behind a cursor of its own per channel. Works in turns of one
 * page of one channel, with room for requests between; what just came goes before what lies far behind, so that an
 * index that is made anew delays no notification.
 */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #reader: LogReader;
  readonly #cursors: Cursors;
  /** Channels where something just came, and those where consumers are further behind. */
  readonly #fresh = new Set<number>();
  readonly #behind = new Set<number>();
  readonly #troubles = new Map<string, Trouble>();
  /** What an event costs a consumer, in ms, as of its last page. */
  readonly #costs = new Map<string, number>();
  #turn: ReturnType<typeof setTimeout> | undefined;
  /** Resolves when nothing waits any more; undefined while nothing does. */
  #busy: PromiseWithResolvers<void> | undefined;
  #closed = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#reader = new LogReader(options.chat);
    this.#cursors = new Cursors(options.own);
  }

  /** Compares all logs with the cursors, and goes on from there. */
  start(): void {
    const ends = this.#reader.ends();
    this.#options.own.transaction(() => {
      for (const consumer of this.#options.consumers) this.#introduce(consumer, ends);
    })();
    for (const end of ends) {
      if (this.#late(end).length > 0) this.#behind.add(end.channel);
    }
    this.#schedule(0);
  }

  /** These channels have news: their ids are the keys. */
  heads(heads: object): void {
    for (const channel of Object.keys(heads)) this.#fresh.add(Number(channel));
    this.#schedule(0);
  }

  /** Resolves when the consumers have all that there was. */
  caughtUp(): Promise<void> {
    return this.#busy?.promise ?? Promise.resolve();
  }

  /** Channels that wait for their turn. */
  get waiting(): number {
    return this.#fresh.size + this.#behind.size;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#turn);
  }

  #introduce(consumer: LogConsumer, ends: readonly LogEnd[]): void {
    if (this.#cursors.isKnown(consumer.name)) return;
    this.#cursors.begin(consumer.name, Date.now());
    if (consumer.begin === "first") return;
    for (const { channel, epoch, head } of ends) {
      this.#cursors.set(consumer.name, channel, { epoch, seq: head });
    }
  }

  #schedule(waitMs: number): void {
    if (this.#closed || this.#turn !== undefined) return;
    if (this.waiting === 0) {
      this.#busy?.resolve();
      this.#busy = undefined;
      return;
    }
    this.#busy ??= Promise.withResolvers();
    this.#turn = setTimeout(() => {
      this.#turn = undefined;
      this.#schedule(this.#takeTurn() ? 0 : FAILURE_MS);
    }, waitMs);
  }

  /** One page of the channel whose turn it is. False if that has to be tried again later. */
  #takeTurn(): boolean {
    const fresh = this.#fresh.size > 0;
    const [channel] = fresh ? this.#fresh : this.#behind;
    if (channel === undefined) return true;
    (fresh ? this.#fresh : this.#behind).delete(channel);
    const end = this.#reader.end(channel);
    if (end === undefined) return true;
    const late = this.#late(end);
    if (late.length === 0) return true;
    const seqs = late.map(({ cursor }) => cursor.seq);
    // Fresh news are for those who are nearest to them; then those who are furthest behind catch up.
    const seq = fresh ? Math.max(...seqs) : Math.min(...seqs);
    const group = late.filter(({ cursor }) => cursor.seq === seq);
    const succeeded = this.#handPage(end, seq, group);
    if (this.#late(end).length > 0) this.#behind.add(channel);
    return succeeded;
  }

  /** Hands the page after `seq` to consumers that stand there. False if that has to be tried again later. */
  #handPage(end: LogEnd, seq: number, group: readonly Reading[]): boolean {
    const single = group.some(({ consumer }) => this.#troubles.has(troubleKey(consumer, end.channel)));
    const events = this.#reader.after(end.channel, seq, single ? 1 : this.#pageFor(group));
    let succeeded = true;
    for (const { consumer } of group) succeeded = this.#hand(consumer, end, events) && succeeded;
    return succeeded;
  }

  #pageFor(group: readonly Reading[]): number {
    let cost = 0;
    for (const { consumer } of group) cost += this.#costs.get(consumer.name) ?? 0;
    return Math.round(Math.max(PAGE_EVENTS_MIN, Math.min(PAGE_EVENTS, TURN_MS / cost)));
  }

  #hand(consumer: LogConsumer, { channel, epoch }: LogEnd, events: readonly Event[]): boolean {
    const { own, metrics, log } = this.#options;
    const key = troubleKey(consumer, channel);
    const trouble = this.#troubles.get(key);
    const seq = events.at(-1)!.seq;
    const start = performance.now();
    try {
      own.transaction(() => {
        consumer.consume({ channel, events });
        this.#cursors.set(consumer.name, channel, { epoch, seq });
      })();
      this.#costs.set(consumer.name, (performance.now() - start) / events.length);
      metrics.consumed.inc({ consumer: consumer.name }, events.length);
      if (trouble) trouble.tries = 0;
    } catch (error) {
      log.error({ err: error, consumer: consumer.name, channel, seq }, "a consumer of the log failed");
      if (events.length > 1) {
        this.#troubles.set(key, { until: seq, tries: 0 });
        return true;
      }
      if ((trouble?.tries ?? 0) + 1 < EVENT_TRIES) {
        this.#troubles.set(key, { until: seq, ...trouble, tries: (trouble?.tries ?? 0) + 1 });
        return false;
      }
      this.#passOver(consumer, channel, { epoch, seq });
    }
    if (trouble && seq >= trouble.until) this.#troubles.delete(key);
    return true;
  }

  #passOver(consumer: LogConsumer, channel: number, cursor: Cursor): void {
    const { metrics, log } = this.#options;
    log.error({ consumer: consumer.name, channel, seq: cursor.seq }, "the event is passed over");
    metrics.passedOver.inc({ consumer: consumer.name });
    this.#cursors.set(consumer.name, channel, cursor);
  }

  #late(end: LogEnd): Reading[] {
    return this.#readings(end).filter(({ cursor }) => cursor.seq < end.head);
  }

  /**
   * Where the consumers stand in a channel; those that stand in another epoch begin anew. What was imported is no news:
   * who begins at the head has it behind them.
   */
  #readings(end: LogEnd): Reading[] {
    const { channel, epoch, imported } = end;
    return this.#options.consumers.map((consumer) => {
      const known = this.#cursors.get(consumer.name, channel) ?? { epoch, seq: 0 };
      const cursor = known.epoch === epoch ? known : this.#reset(consumer, known, end);
      if (consumer.begin === "first" || cursor.seq >= imported) return { consumer, cursor };
      return { consumer, cursor: { epoch, seq: imported } };
    });
  }

  /** What was acted upon before the log was reset isn't acted upon again; what was made from it is made anew. */
  #reset(consumer: LogConsumer, former: Cursor, { channel, epoch, head }: LogEnd): Cursor {
    const cursor = { epoch, seq: consumer.begin === "head" ? Math.min(former.seq, head) : 0 };
    this.#options.own.transaction(() => {
      consumer.reset(channel);
      this.#cursors.set(consumer.name, channel, cursor);
    })();
    return cursor;
  }
}

function troubleKey({ name }: LogConsumer, channel: number): string {
  return `${name} ${channel}`;
}
