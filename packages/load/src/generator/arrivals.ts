import { type Random } from "./random.ts";

/** How the sends of one user follow each other: at equal distances, or as a Poisson process. */
export const ARRIVAL_SHAPES = ["even", "poisson"] as const;
export type ArrivalShape = (typeof ARRIVAL_SHAPES)[number];

/** From `at` on, in milliseconds on the clock, everybody sends this many times the rate. */
export interface RateChange {
  at: number;
  times: number;
}

export interface ArrivalOptions {
  users: number;
  /** Sends a second of each user; 0: nobody sends. */
  rate: number;
  shape: ArrivalShape;
  /** Called once for each user. */
  random: (user: number) => Random;
  /** Milliseconds on the clock from which a user doesn't send any more. */
  until: (user: number) => number;
  /** In the order of their times. */
  changes: readonly RateChange[];
}

/**
 * When each user intends to send, decided beforehand and by the clock alone (an open loop): neither a slow
 * server nor a slow generator moves an arrival, so what has to wait shows the wait in its latency. A user's times
 * depend on its own random numbers alone, not on who else there is.
 */
export class Arrivals {
  // A binary heap of users by the time of their next send.
  readonly #users: Int32Array;
  readonly #times: Float64Array;
  #size = 0;
  readonly #options: ArrivalOptions;
  readonly #periodMs: number;
  readonly #randoms: readonly Random[];

  constructor(options: ArrivalOptions) {
    this.#options = options;
    this.#periodMs = 1000 / options.rate;
    this.#users = new Int32Array(options.users);
    this.#times = new Float64Array(options.users);
    this.#randoms = Array.from({ length: options.users }, (_, user) => options.random(user));
  }

  /** The user sends from this time on, in milliseconds on the clock; at most once for each user. */
  begin(user: number, from: number): void {
    // Even arrivals begin anywhere in the first period, so that users don't send all at once.
    const first = this.#options.shape === "even" ? this.#randoms[user]!() * this.#periodMs : undefined;
    const time = this.#after(from, first ?? this.#distance(user));
    if (!(time < this.#options.until(user))) return;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#times[parent]! <= time) break;
      this.#place(at, this.#users[parent]!, this.#times[parent]!);
      at = parent;
    }
    this.#place(at, user, time);
  }

  /** When the next send is due, in milliseconds on the clock; Infinity after the last. */
  get next(): number {
    return this.#size === 0 ? Infinity : this.#times[0]!;
  }

  /** Calls `send` with each user and intended time up to `now`, in the order of the times. */
  takeDue(now: number, send: (user: number, intended: number) => void): void {
    while (this.next <= now) {
      const user = this.#users[0]!;
      const intended = this.#times[0]!;
      const time = this.#after(intended, this.#distance(user));
      if (time < this.#options.until(user)) this.#sink(user, time);
      else if (--this.#size > 0) this.#sink(this.#users[this.#size]!, this.#times[this.#size]!);
      send(user, intended);
    }
  }

  #distance(user: number): number {
    if (this.#options.shape === "even") return this.#periodMs;
    return -Math.log(1 - this.#randoms[user]!()) * this.#periodMs;
  }

  /** The time by which, from `from` on, `distance` milliseconds have passed, each counted as often as the rate says. */
  #after(from: number, distance: number): number {
    const { changes } = this.#options;
    let step = changes.findLastIndex(({ at }) => at <= from);
    let [time, left] = [from, distance];
    for (;;) {
      const times = changes[step]?.times ?? 1;
      const end = changes[step + 1]?.at;
      if (end === undefined) return times > 0 ? time + left / times : Infinity;
      const passes = (end - time) * times;
      if (left < passes) return time + left / times;
      left -= passes;
      time = end;
      step++;
    }
  }

  /** Puts a user in place of the top and lets it sink to where it belongs. */
  #sink(user: number, time: number): void {
    const times = this.#times;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && times[child + 1]! < times[child]!) child++;
      if (times[child]! >= time) break;
      this.#place(at, this.#users[child]!, times[child]!);
      at = child;
    }
    this.#place(at, user, time);
  }

  #place(at: number, user: number, time: number): void {
    this.#users[at] = user;
    this.#times[at] = time;
  }
}
