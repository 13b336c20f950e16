import { LIMITS } from "@hubbub/protocol";

import { Cursor } from "./cursor.ts";
import type { ChannelEvent } from "./events.ts";
import type { Feed, FeedReader, Position } from "./feed.ts";
import type { FetchHistory } from "./history.ts";

/** Events held for a reader that is busy; what comes on top is fetched from the history when its turn comes. */
const HELD_MAX = 500;
/** Events looked through at most for those that a reader wants to begin with. */
const LOOK_BACK_MAX = 10_000;

export interface StreamOptions<E extends ChannelEvent> {
  feed: Feed;
  fetch: FetchHistory;
  /** Begins after this. */
  position: Position;
  /** How many accepted events from before the position to begin with. */
  history: number;
  accept: (event: ChannelEvent) => event is E;
}

/**
 * Iterates over a channel's events: each once, in order, for ever, over any number of connections. A reader that
 * is slower than the channel loses nothing and costs no more memory than its bound: it falls behind, and what it
 * missed is fetched when it has come that far. Ends when the channel is left or the client closed.
 */
export class EventStream<E extends ChannelEvent> implements AsyncIterableIterator<E, undefined>, FeedReader {
  readonly #options: StreamOptions<E>;
  readonly #cursor: Cursor<ChannelEvent>;
  #epoch: number;
  #opened = false;
  #over: { error: unknown } | undefined;
  #before: E[] = [];
  #wake: () => void = () => {};
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: StreamOptions<E>) {
    this.#options = options;
    this.#epoch = options.position.epoch;
    this.#cursor = new Cursor({ position: options.position.seq, bound: HELD_MAX });
  }

  /** Calls may overlap; they are answered in their order. */
  next(): Promise<IteratorResult<E, undefined>> {
    const result = this.#turn.then(() => this.#step());
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Ends the iteration, also one that waits. */
  async return(): Promise<IteratorResult<E, undefined>> {
    this.#cursor.reset(0);
    this.#before = [];
    this.#leave(undefined);
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  event(event: ChannelEvent): void {
    this.#cursor.offer(event);
    this.#wake();
  }

  missing({ to }: { to: number }): void {
    this.#cursor.reach(to);
    this.#wake();
  }

  /** An iteration fetches whatever it lacks. */
  skipped(range: { to: number }): void {
    this.missing(range);
  }

  reset(position: Position, head: number): void {
    this.#epoch = position.epoch;
    this.#cursor.reset(position.seq);
    this.#cursor.reach(head);
    this.#before = [];
    this.#wake();
  }

  ended(error: Error | undefined): void {
    this.#leave(error);
  }

  async #step(): Promise<IteratorResult<E, undefined>> {
    try {
      if (!this.#opened && this.#over === undefined) await this.#open();
      for (;;) {
        const event = this.#take();
        if (event !== undefined) return { done: false, value: event };
        if (this.#over !== undefined) break;
        if (this.#cursor.behind) await this.#fetchNext();
        else await this.#change();
      }
    } catch (error) {
      this.#leave(error);
    }
    return this.#finish();
  }

  /** Only a stream that is read listens to the feed, so that one that never is costs nothing. */
  async #open(): Promise<void> {
    this.#opened = true;
    const { feed, history, position } = this.#options;
    if (feed.ended) return this.#leave(undefined);
    feed.readers.add(this);
    const { head } = feed;
    const { epoch } = feed.position;
    if (epoch !== position.epoch) this.reset({ epoch, seq: Math.max(0, head - LIMITS.pageDefault) }, head);
    this.#cursor.reach(head);
    if (history > 0) this.#before = await this.#lookBack(history);
  }

  /** The last `count` accepted events before the position. */
  async #lookBack(count: number): Promise<E[]> {
    const { fetch, accept } = this.#options;
    const epoch = this.#epoch;
    const found: E[] = [];
    let before = this.#cursor.position + 1;
    for (let seen = 0; seen < LOOK_BACK_MAX && before > 1;) {
      const page = await fetch({
        before,
        limit: Math.min(LIMITS.pageMax, Math.max(count, LIMITS.pageDefault)),
      });
      // The log was reset: the new one begins with its newest page.
      if (page.epoch !== epoch || this.#epoch !== epoch) return [];
      for (const event of page.events.toReversed()) {
        if (accept(event)) found.push(event);
        if (found.length === count) return found.toReversed();
      }
      seen += page.events.length;
      if (!page.more || page.events[0] === undefined) break;
      before = page.events[0].seq;
    }
    return found.toReversed();
  }

  #take(): E | undefined {
    const early = this.#before.shift();
    if (early !== undefined) return early;
    for (let item = this.#cursor.take(); item !== undefined; item = this.#cursor.take()) {
      if (item.kind === "event" && this.#options.accept(item.event)) return item.event;
    }
    return undefined;
  }

  async #fetchNext(): Promise<void> {
    const { feed, fetch } = this.#options;
    const epoch = this.#epoch;
    const after = this.#cursor.position;
    const page = await fetch({ after, limit: this.#cursor.fetchLimit(LIMITS.pageMax) });
    if (this.#over !== undefined || this.#epoch !== epoch) return;
    if (page.epoch === epoch) this.#cursor.page({ after, head: page.head, events: page.events });
    else feed.heard({ epoch: page.epoch, seq: page.head });
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #leave(error: unknown): void {
    this.#over ??= { error };
    this.#options.feed.readers.delete(this);
    this.#wake();
  }

  /** An error is told once. */
  #finish(): IteratorResult<E, undefined> {
    const error = this.#over?.error;
    this.#over = { error: undefined };
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }
}
