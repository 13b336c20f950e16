import { concatFrames } from "@hubbub/protocol";

import { Batch, type SharedFrame } from "./shared-frame.ts";

/** Batches that may wait for an earlier one; past it the hub fetches what is missing instead. */
const EARLY_BATCHES = 1024;

/** A connection, as far as the hub knows it. */
export interface Subscriber {
  readonly userId: number;
  /** Learns that a batch will come in the flush under way: what it has to get better waits for that. */
  expect(): void;
  /** Takes a frame for the next flush. Never blocks and never throws. */
  deliver(frame: SharedFrame): void;
}

/** A channel with subscribers on this node: who they are, and what they have yet to get. */
export class Topic {
  readonly subscribers = new Set<Subscriber>();
  /** Who gets PresenceChanged signals; made when the first asks. */
  watchers: Set<Subscriber> | undefined;
  /** Seq of the newest event taken in; undefined until the store has said. */
  head: number | undefined;
  epoch = 0;
  #pending: Uint8Array[] = [];
  #first = 0;
  /** See Batch: of what is pending. */
  #since: number | undefined;
  readonly #early = new Map<number, Batch>();
  /** Runs while the hub waits for what should come before what is here. */
  holeTimer: Timer | undefined;

  constructor(readonly channel: number) {}

  /** Begins live delivery after `head`, with what came in while the store was asked. Gives the same as `take`. */
  open(epoch: number, head: number): boolean {
    this.epoch = epoch;
    this.head = head;
    return this.#takeEarly();
  }

  /**
   * Takes a batch in the order of its seqs, whatever order it comes in; one that came before is ignored. False
   * if what comes after the head has to be fetched: so many batches wait for an earlier one that it can't be on
   * its way any more, or a fetch had ended within a batch.
   */
  take(batch: Batch): boolean {
    if (this.head !== undefined && batch.first <= this.head) return batch.last <= this.head;
    if (this.head === undefined || batch.first > this.head + 1) {
      this.#early.set(batch.first, batch);
      return this.#early.size <= EARLY_BATCHES;
    }
    this.#append(batch);
    return this.#takeEarly();
  }

  /** Whether something is here that waits for an earlier batch. */
  get hasHole(): boolean {
    return this.head !== undefined && this.#early.size > 0;
  }

  /** See Batch: of what `seal` will hand over. */
  get since(): number | undefined {
    return this.#since;
  }

  /** Tells the subscribers that `seal` will hand them something in the flush under way. */
  announce(): void {
    if (this.#pending.length === 0) return;
    for (const subscriber of this.subscribers) subscriber.expect();
  }

  /** Hands what is pending to the present subscribers, as one frame that they share; gives the deliveries. */
  seal(): number {
    if (this.#pending.length === 0) return 0;
    const bytes = this.#pending.length === 1 ? this.#pending[0]! : concatFrames(this.#pending);
    const batch = new Batch(this.channel, this.#first, this.head!, bytes);
    this.#pending = [];
    this.#since = undefined;
    for (const subscriber of this.subscribers) subscriber.deliver(batch);
    return (batch.last - batch.first + 1) * this.subscribers.size;
  }

  /** Hands an unlogged frame to the subscribers but those of one user. */
  signal(frame: SharedFrame, exceptUser: number): void {
    for (const subscriber of this.subscribers) {
      if (subscriber.userId !== exceptUser) subscriber.deliver(frame);
    }
  }

  #append(batch: Batch): void {
    if (this.#pending.length === 0) this.#first = batch.first;
    this.#pending.push(batch.bytes);
    this.#since ??= batch.since;
    this.head = batch.last;
  }

  #takeEarly(): boolean {
    for (let next = this.#early.get(this.head! + 1); next; next = this.#early.get(this.head! + 1)) {
      this.#early.delete(next.first);
      this.#append(next);
    }
    let whole = true;
    for (const [first, { last }] of this.#early) {
      if (first > this.head!) continue;
      // What was fetched has overtaken it.
      this.#early.delete(first);
      if (last > this.head!) whole = false;
    }
    return whole;
  }
}
