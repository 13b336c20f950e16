import { concatFrames } from "@hubbub/protocol";

import { Batch, type SharedFrame } from "./shared-frame.ts";

/** Batches that may wait for an earlier one; past it the hub fetches what is missing instead. */
const EARLY_BATCHES = 1024;

/** A connection, as far as the hub knows it. */
export interface Subscriber {
  readonly userId: number;
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
  readonly #early = new Map<number, Batch>();

  constructor(readonly channel: number) {}

  /** Begins live delivery after `head`, with what came in while the store was asked. */
  open(epoch: number, head: number): void {
    this.epoch = epoch;
    this.head = head;
    for (const [first, batch] of this.#early) if (batch.last <= head) this.#early.delete(first);
    this.#takeEarly();
  }

  /**
   * Takes a batch in the order of its seqs, whatever order it comes in; one that came before is ignored. False
   * if so many wait for an earlier batch that it can't be on its way any more.
   */
  take(batch: Batch): boolean {
    if (this.head !== undefined && batch.last <= this.head) return true;
    if (this.head === undefined || batch.first > this.head + 1) {
      this.#early.set(batch.first, batch);
      return this.#early.size <= EARLY_BATCHES;
    }
    this.#append(batch);
    this.#takeEarly();
    return true;
  }

  /** Hands what is pending to the present subscribers, as one frame that they share; gives the deliveries. */
  seal(): number {
    if (this.#pending.length === 0) return 0;
    const bytes = this.#pending.length === 1 ? this.#pending[0]! : concatFrames(this.#pending);
    const batch = new Batch(this.channel, this.#first, this.head!, bytes);
    this.#pending = [];
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
    this.head = batch.last;
  }

  #takeEarly(): void {
    for (let next = this.#early.get(this.head! + 1); next; next = this.#early.get(this.head! + 1)) {
      this.#early.delete(next.first);
      this.#append(next);
    }
  }
}
