/** One piece of work that has to be done, some time, at least once. */
export interface Job<P = unknown> {
  readonly id: number;
  readonly payload: P;
  /** How often it was begun, this time included. */
  readonly attempts: number;
  /** When it was added, in ms since 1970 UTC. */
  readonly addedAt: number;
}

/** How jobs of one kind are done. */
export interface JobKind<P = unknown> {
  /** So many at a time. */
  concurrency: number;
  /** The signal aborts after so many ms, and the run counts as failed. */
  timeoutMs: number;
  /** Wait before the second run, in ms; twice as long before each further one, up to `maxMs`; up to a fifth more or less by chance. */
  backoff: { firstMs: number; maxMs: number };
  /** It is given up when it was begun so many times. */
  attempts: number;
  /** Rejects to be run again later, with RetryLater to say when, with GiveUp if that would change nothing. */
  run(job: Job<P>, signal: AbortSignal): Promise<void>;
  /** What follows from the end of all attempts. */
  gaveUp?(job: Job<P>, reason: Error): void;
}

export interface NewJob<P = unknown> {
  kind: string;
  /** While a job of the kind with this key has not begun, another one is not added. Default: none. */
  key?: string;
  /** JSON. */
  payload: P;
  /** Not before this, in ms since 1970 UTC. Default: at once. */
  runAt?: number;
  /** Jobs of one kind in one lane are done one after the other, in the order in which they were added. Default: none. */
  lane?: string;
}

/** The job fails for now; whom it depends on said when to come again. */
export class RetryLater extends Error {
  override name = "RetryLater";

  constructor(
    message: string,
    /** Ms, at least. */
    readonly waitMs: number,
  ) {
    super(message);
  }
}

/** The job fails for good. */
export class GiveUp extends Error {
  override name = "GiveUp";
}

/** Ms to wait before a run that follows `attempts` failed ones; `chance` is from 0 to 1. */
export function backoffMs({ firstMs, maxMs }: JobKind["backoff"], attempts: number, chance: number): number {
  const wait = Math.min(maxMs, firstMs * 2 ** Math.min(attempts - 1, 40));
  return Math.round(wait * (0.8 + 0.4 * chance));
}
