import { type Event, LIMITS } from "@hubbub/protocol";

import type { Backoff } from "./backoff.ts";
import type { Connection } from "./connection.ts";
import { Cursor, type Missing } from "./cursor.ts";
import { ConnectionLost } from "./errors.ts";
import { type ChannelEvent, channelEvent } from "./events.ts";
import { persist } from "./persist.ts";
import type { Begin } from "./subscriptions.ts";
import { wait } from "./wait.ts";

/** Events held while a hole before them is fetched; past it the farthest are let go and fetched in their turn. */
const AHEAD_MAX = 1000;

/** A place in a channel: everything up to `seq` is known. Void in another epoch. */
export interface Position {
  epoch: number;
  seq: number;
}

/** What a channel's feed gives: every event once, in order. */
export interface FeedReader {
  event(event: ChannelEvent): void;
  /** The log doesn't hold these any more. */
  missing(range: Missing): void;
  /** These were missed, and are too many to be given: more than the feed catches up with. */
  skipped(range: Missing): void;
  /** The log was reset: events of the new one follow, from `position` on; its head is `head`. */
  reset(position: Position, head: number): void;
  /** Nothing more comes: the channel was left, or is refused because of `error`. */
  ended(error: Error | undefined): void;
}

export interface FeedOptions {
  channel: number;
  /** Where to begin: what comes after it is given. */
  position: Position;
  /** Events that were missed at most to be fetched and given; where there are more, they are skipped. */
  catchUpMost: () => number;
  begin: Begin;
  requestTimeoutMs: number;
  backoff: () => Backoff;
  closing: AbortSignal;
  /** A connection is subscribed to the channel. */
  subscribed: () => void;
}

/**
 * One channel's events from the wire, over any number of connections: subscribes first and fetches what lies
 * between afterwards, so that there is no hole and no repeat between the two.
 */
export class Feed {
  readonly readers = new Set<FeedReader>();
  readonly #options: FeedOptions;
  readonly #cursor: Cursor<Event>;
  #epoch: number;
  #connection: Connection | undefined;
  /** The newest connection, subscribed or not. */
  #subscribing: Connection | undefined;
  #filling: Connection | undefined;
  #started = false;
  #ended = false;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#epoch = options.position.epoch;
    this.#cursor = new Cursor({ position: options.position.seq, bound: AHEAD_MAX });
  }

  get channel(): number {
    return this.#options.channel;
  }

  /** Up to here events were given to the readers. */
  get position(): Position {
    return { epoch: this.#epoch, seq: this.#cursor.position };
  }

  /** The newest seq that is known to exist. */
  get head(): number {
    return this.#cursor.target;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Lets events flow; until then they are held. */
  start(): void {
    this.#started = true;
    this.#give();
  }

  /**
   * Takes the feed up on a new connection. `head` is the newest position that the server has just told, if it did.
   * What the reply doesn't bring of what was missed is fetched.
   */
  async resume(connection: Connection, head: Position | undefined): Promise<void> {
    if (this.#ended) return;
    // Nothing is fetched before the subscription.
    this.#connection = undefined;
    this.#subscribing = connection;
    if (head !== undefined) this.#learn(head, this.#cursor.position);
    const least = this.#cursor.position;
    try {
      const { epoch, head: seq, missed } = await this.#options.begin(connection, this);
      if (this.#subscribing !== connection || this.#ended) return;
      this.#connection = connection;
      if (epoch === this.#epoch) for (const event of missed) this.#cursor.offer(event);
      this.#learn({ epoch, seq }, least);
      this.#options.subscribed();
    } catch (error) {
      if (!(error instanceof ConnectionLost)) this.end(error as Error);
    }
  }

  events(events: readonly Event[]): void {
    for (const event of events) this.#cursor.offer(event);
    this.#advance();
  }

  gap({ to }: Missing): void {
    this.#cursor.reach(to);
    this.#advance();
  }

  /** A page that somebody else fetched shows this head. */
  heard(head: Position): void {
    this.#learn(head, 0);
  }

  /** Gives nothing more: the channel was left, or is refused because of `error`. */
  end(error: Error | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const reader of this.readers) reader.ended(error);
    this.readers.clear();
  }

  /** Another epoch, or a head below what is known already (`least`), is the head of another log. */
  #learn(head: Position, least: number): void {
    if (head.epoch !== this.#epoch || head.seq < least) this.#reset(head);
    else this.#cursor.reach(head.seq);
    this.#advance();
  }

  /** Begins again with the newest page of the new log. */
  #reset(head: Position): void {
    this.#epoch = head.epoch;
    this.#cursor.reset(Math.max(0, head.seq - LIMITS.pageDefault));
    this.#cursor.reach(head.seq);
    const { position } = this;
    for (const reader of this.readers) reader.reset(position, head.seq);
  }

  /** Gives what is due and fetches what is missing. */
  #advance(): void {
    this.#give();
    if (this.#cursor.behind && this.#cursor.missing > this.#options.catchUpMost()) {
      const range = this.#cursor.skip();
      for (const reader of this.readers) reader.skipped(range);
      this.#give();
    }
    const connection = this.#connection;
    if (connection !== undefined && this.#filling !== connection && this.#cursor.behind)
      void this.#fill(connection);
  }

  #give(): void {
    if (!this.#started) return;
    for (let item = this.#cursor.take(); item !== undefined && !this.#ended; item = this.#cursor.take()) {
      if (item.kind === "missing")
        for (const reader of this.readers) reader.missing({ from: item.from, to: item.to });
      else {
        const event = channelEvent(item.event, this.#epoch);
        for (const reader of this.readers) reader.event(event);
      }
    }
  }

  /** One page after the other, as long as the feed is behind and the connection is this one. */
  async #fill(connection: Connection): Promise<void> {
    this.#filling = connection;
    const delays = this.#options.backoff();
    try {
      while (this.#connection === connection && this.#cursor.behind && !this.#ended) {
        // A server whose page doesn't bring us on is not asked in a tight loop.
        if (!(await this.#fetch(connection))) await wait(delays.next(0), this.#options.closing);
      }
    } catch (error) {
      if (!(error instanceof ConnectionLost)) this.end(error as Error);
    } finally {
      if (this.#filling === connection) this.#filling = undefined;
    }
  }

  /** Fetches the next page; gives whether it helped. */
  async #fetch(connection: Connection): Promise<boolean> {
    const { channel } = this;
    const epoch = this.#epoch;
    const after = this.#cursor.position;
    const limit = this.#cursor.fetchLimit(LIMITS.pageMax);
    const page = await persist(this.#options, () =>
      connection.request("history", { channel, after, before: 0, limit }, this.#options.requestTimeoutMs),
    );
    if (page.epoch !== this.#epoch) {
      // Unless it is the answer that is old.
      if (epoch === this.#epoch) this.#learn({ epoch: page.epoch, seq: page.head }, 0);
      return true;
    }
    this.#cursor.page({ after, head: page.head, events: page.events });
    this.#give();
    return this.#cursor.position > after || !this.#cursor.behind;
  }
}
