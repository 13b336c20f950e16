import { type RunOptions } from "../result/result.ts";

/**
 * The part of a run that one of its generator processes has: every channel c with c % workers = worker, and all users
 * of these channels, so that each delivery is checked where it comes. User u of the run is in channel u % channels.
 * Here both are numbered 0, 1, 2, … again, user i in channel i % channels.
 */
export class Share {
  readonly users: number;
  readonly channels: number;
  readonly #worker: number;
  readonly #workers: number;
  /** Users of the run between one and the next of the same channel. */
  readonly #stride: number;
  /** The same of this share. */
  readonly #ownStride: number;

  constructor(
    worker: number,
    { users, channels, workers }: Pick<RunOptions, "users" | "channels" | "workers">,
  ) {
    this.#worker = worker;
    this.#workers = workers;
    this.#stride = channels === 0 ? workers : channels;
    this.#ownStride = ownOf(this.#stride, worker, workers);
    this.channels = channels === 0 ? 0 : this.#ownStride;
    const rows = Math.floor(users / this.#stride);
    this.users = rows * this.#ownStride + ownOf(users % this.#stride, worker, workers);
  }

  /** The number in the run of a user of this share. */
  userOfRun(user: number): number {
    const row = Math.floor(user / this.#ownStride);
    return row * this.#stride + (user % this.#ownStride) * this.#workers + this.#worker;
  }
}

/** How many of 0 to `count` - 1 are the worker's. */
function ownOf(count: number, worker: number, workers: number): number {
  return Math.max(0, Math.ceil((count - worker) / workers));
}
