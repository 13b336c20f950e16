/** What the cursor needs to know of an event. */
export interface Sequenced {
  seq: number;
}

/** A page of a log: the events next after `after`, and the log's state when it was read. */
export interface LogPage<E extends Sequenced> {
  /** The seq that was asked for: events next after it. */
  after: number;
  head: number;
  events: readonly E[];
}

/** These events are in nobody's reach: the log doesn't hold them any more. Both ends included. */
export interface Missing {
  from: number;
  to: number;
}

export type Item<E> = { kind: "event"; event: E } | ({ kind: "missing" } & Missing);

/**
 * A place in a channel's log, from which every event is taken once and in order, whatever came in: live events,
 * repeated ones, jumps, gaps, and pages of history, in any interleaving. It does no input or output: `offer`
 * and `reach` what was heard, `take` what is due, and while it is `behind` fetch the page after `position`
 * (`fetchLimit` events of it) and give it to `page`.
 *
 * It holds at most `bound` events that can't be taken yet. At the bound the ones farthest ahead are let go:
 * the cursor remembers that they exist and is behind until they were fetched.
 */
export class Cursor<E extends Sequenced> {
  readonly #bound: number;
  readonly #ahead = new Map<number, E>();
  #position: number;
  #target: number;
  /** Up to here the log holds nothing that it was asked for and that is not held already. */
  #absentTo = 0;

  constructor(options: { position: number; bound: number }) {
    this.#bound = options.bound;
    this.#position = options.position;
    this.#target = options.position;
  }

  /** The last seq that was taken. */
  get position(): number {
    return this.#position;
  }

  /** The highest seq that is known to exist. */
  get target(): number {
    return this.#target;
  }

  /** How many events are held: due, or ahead of a hole. */
  get held(): number {
    return this.#ahead.size;
  }

  /** Whether the next event exists, is not held, and has to be fetched. */
  get behind(): boolean {
    const next = this.#position + 1;
    return next <= this.#target && next > this.#absentTo && !this.#ahead.has(next);
  }

  /** How many events lie before the nearest one held, or up to the highest that is known to exist. */
  get missing(): number {
    return this.#nearest() - this.#position - 1;
  }

  /** How many events to fetch while behind: up to the nearest one held, no more than `most`. */
  fetchLimit(most: number): number {
    return Math.max(1, Math.min(most, this.#bound, this.missing));
  }

  /** Events up to `seq` exist: the head of the log, or the end of a gap. */
  reach(seq: number): void {
    this.#target = Math.max(this.#target, seq);
  }

  /** A live event. */
  offer(event: E): void {
    this.reach(event.seq);
    if (event.seq <= this.#position || this.#ahead.has(event.seq)) return;
    // The next one due is kept even at the bound: it is about to be taken.
    if (this.#ahead.size < this.#bound || event.seq === this.#position + 1) this.#ahead.set(event.seq, event);
  }

  /** A page that was fetched, possibly long ago. What it shows the log not to hold is missing from now on. */
  page(page: LogPage<E>): void {
    this.reach(page.head);
    const first = page.events[0]?.seq ?? page.head + 1;
    if (page.after <= this.#position) this.#absentTo = Math.max(this.#absentTo, first - 1);
    this.#makeRoom(page.events.length);
    for (const event of page.events) this.offer(event);
  }

  /** The next item in order, or undefined if nothing is due. */
  take(): Item<E> | undefined {
    const next = this.#position + 1;
    const event = this.#ahead.get(next);
    if (event !== undefined) {
      this.#ahead.delete(next);
      this.#position = next;
      return { kind: "event", event };
    }
    if (next > this.#absentTo) return undefined;
    this.#position = Math.min(this.#absentTo, this.#nearest() - 1);
    return { kind: "missing", from: next, to: this.#position };
  }

  /** Passes over the events up to the next one that is held, without giving them. */
  skip(): Missing {
    const from = this.#position + 1;
    this.#position = this.#nearest() - 1;
    return { from, to: this.#position };
  }

  /** Starts over in another log: nothing of the old one counts. */
  reset(position: number): void {
    this.#ahead.clear();
    this.#absentTo = 0;
    this.#position = position;
    this.#target = position;
  }

  /** The lowest seq that is held, or the one after the target. */
  #nearest(): number {
    let nearest = this.#target + 1;
    for (const seq of this.#ahead.keys()) nearest = Math.min(nearest, seq);
    return nearest;
  }

  /** Lets the events that are farthest ahead go until `count` more fit. */
  #makeRoom(count: number): void {
    const excess = this.#ahead.size + count - this.#bound;
    if (excess <= 0) return;
    const farthest = [...this.#ahead.keys()].toSorted((a, b) => b - a).slice(0, excess);
    for (const seq of farthest) this.#ahead.delete(seq);
  }
}
