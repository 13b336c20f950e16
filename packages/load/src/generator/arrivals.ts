import { type Random } from "./random.ts";

/** How the sends of one user follow each other: at equal distances, or as a Poisson process. */
export const ARRIVAL_SHAPES = ["even", "poisson"] as const;
export type ArrivalShape = (typeof ARRIVAL_SHAPES)[number];

export interface ArrivalOptions {
  users: number;
  /** Sends a second of each user. */
  rate: number;
  shape: ArrivalShape;
  random: Random;
  /** Milliseconds on the clock from which a user sends. */
  startOf: (user: number) => number;
  /** Milliseconds on the clock from which nobody sends. */
  until: number;
}

/**
 * When each user intends to send, decided beforehand and by the clock alone (an open loop): neither a slow
 * server nor a slow generator moves an arrival, so what has to wait shows the wait in its latency.
 */
export class Arrivals {
  // A binary heap of users by the time of their next send.
  readonly #users: Int32Array;
  readonly #times: Float64Array;
  readonly #options: ArrivalOptions;
  readonly #periodMs: number;

  constructor(options: ArrivalOptions) {
    this.#options = options;
    this.#periodMs = 1000 / options.rate;
    this.#users = new Int32Array(options.users);
    this.#times = new Float64Array(options.users);
    const first = Array.from({ length: options.users }, (_, user) => ({ user, time: this.#first(user) }));
    first.sort((a, b) => a.time - b.time);
    // A sorted array is a heap.
    for (const [at, { user, time }] of first.entries()) {
      this.#users[at] = user;
      this.#times[at] = time;
    }
  }

  /** When the next send is due, in milliseconds on the clock; Infinity after the last. */
  get next(): number {
    const time = this.#times[0] ?? Infinity;
    return time < this.#options.until ? time : Infinity;
  }

  /** Calls `send` with each user and intended time up to `now`, in the order of the times. */
  takeDue(now: number, send: (user: number, intended: number) => void): void {
    while (this.next <= now) {
      const user = this.#users[0]!;
      const intended = this.#times[0]!;
      this.#reschedule(user, intended + this.#distance());
      send(user, intended);
    }
  }

  /** Even arrivals begin anywhere in the first period, so that users don't send all at once. */
  #first(user: number): number {
    const { shape, random, startOf } = this.#options;
    return startOf(user) + (shape === "even" ? random() * this.#periodMs : this.#distance());
  }

  #distance(): number {
    const { shape, random } = this.#options;
    return shape === "even" ? this.#periodMs : -Math.log(1 - random()) * this.#periodMs;
  }

  /** Gives the user at the top its next time and lets it sink to its place. */
  #reschedule(user: number, time: number): void {
    const [users, times] = [this.#users, this.#times];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= times.length) break;
      if (child + 1 < times.length && times[child + 1]! < times[child]!) child++;
      if (times[child]! >= time) break;
      users[at] = users[child]!;
      times[at] = times[child]!;
      at = child;
    }
    users[at] = user;
    times[at] = time;
  }
}
