import type { Database } from "bun:sqlite";

import type { Log } from "../../log.ts";
import type { WorkerMetrics } from "../worker-metrics.ts";
import { backoffMs, GiveUp, type Job, type JobKind, type NewJob, RetryLater } from "./job-kind.ts";
import { type JobRow, JobTable } from "./job-table.ts";

/** Timers take no more, in ms. */
const TIMER_MAX_MS = 2 ** 31 - 1;
/** What is kept of an error, in characters. */
const ERROR_LENGTH = 500;

/**
 * Work that outlives the process: each job is run until it succeeds or is given up, at least once, also after a kill at
 * any moment. Added inside a transaction of worker.sqlite, it is added with it or not at all.
 */
export class JobQueue {
  readonly #table: JobTable;
  readonly #metrics: WorkerMetrics;
  readonly #log: Log;
  readonly #kinds = new Map<string, JobKind>();
  readonly #running = new Map<number, { kind: string; ended: Promise<void>; stop: AbortController }>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #started = false;
  #closed = false;

  constructor(own: Database, metrics: WorkerMetrics, log: Log) {
    this.#table = new JobTable(own);
    this.#metrics = metrics;
    this.#log = log;
  }

  /** How jobs of a kind are done; before `start`. */
  define<P>(name: string, kind: JobKind<P>): void {
    this.#kinds.set(name, kind as JobKind);
    const label = name.replaceAll("-", "_");
    this.#metrics.gauge(`hubbub_worker_jobs_waiting_${label}`, `Jobs ${name} that wait or run`, () =>
      this.#table.count(name),
    );
  }

  /** False if a job of its kind and key waits already. */
  add<P>(job: NewJob<P>): boolean {
    const added = this.#table.add(job, Date.now());
    // After the transaction that it may be part of.
    if (added) this.#wakeAt(job.kind, 0);
    return added;
  }

  count(kind: string): number {
    return this.#table.count(kind);
  }

  start(): void {
    this.#started = true;
    for (const kind of this.#kinds.keys()) this.#wakeAt(kind, 0);
  }

  /** Aborts what runs; it is run again the next time. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const { stop } of this.#running.values()) stop.abort(new Error("the worker is stopping"));
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  #wakeAt(kind: string, waitMs: number): void {
    if (!this.#started || this.#closed) return;
    clearTimeout(this.#timers.get(kind));
    this.#timers.set(
      kind,
      setTimeout(() => this.#pump(kind), Math.min(waitMs, TIMER_MAX_MS)),
    );
  }

  /** Begins what is due, as far as there is room, and comes back when something will be. */
  #pump(name: string): void {
    const kind = this.#kinds.get(name);
    if (this.#closed || kind === undefined) return;
    let running = 0;
    for (const run of this.#running.values()) if (run.kind === name) running++;
    const now = Date.now();
    // Those that run are due, too: with so many more there is one for every free place.
    const due = this.#table.due(name, now, kind.concurrency + running);
    for (const row of due) {
      if (running >= kind.concurrency) return;
      if (this.#running.has(row.id)) continue;
      running++;
      this.#begin(kind, row);
    }
    const next = this.#table.nextAt(name, now);
    if (next !== undefined) this.#wakeAt(name, next - now);
  }

  #begin(kind: JobKind, row: JobRow): void {
    const stop = new AbortController();
    this.#table.begin(row.id);
    const job: Job = {
      id: row.id,
      payload: JSON.parse(row.payload),
      attempts: row.attempts + 1,
      addedAt: row.addedAt,
    };
    const ended = this.#run(kind, row, job, stop).finally(() => {
      this.#running.delete(row.id);
      this.#wakeAt(row.kind, 0);
    });
    this.#running.set(row.id, { kind: row.kind, ended, stop });
  }

  async #run(kind: JobKind, row: JobRow, job: Job, stop: AbortController): Promise<void> {
    const start = performance.now();
    const timeout = setTimeout(
      () => stop.abort(new Error(`it took more than ${kind.timeoutMs} ms`)),
      kind.timeoutMs,
    );
    try {
      await Promise.race([kind.run(job, stop.signal), aborted(stop.signal)]);
      this.#table.remove(row);
      this.#metrics.jobs.inc({ kind: row.kind, outcome: "done" });
    } catch (error) {
      if (!this.#closed)
        this.#failed(kind, row, job, error instanceof Error ? error : new Error(String(error)));
    } finally {
      clearTimeout(timeout);
      this.#metrics.jobMs.observe({ kind: row.kind }, performance.now() - start);
    }
  }

  #failed(kind: JobKind, row: JobRow, job: Job, error: Error): void {
    const about = { kind: row.kind, job: job.id, attempts: job.attempts, reason: error.message };
    if (error instanceof GiveUp || job.attempts >= kind.attempts) {
      this.#log.warn(about, "a job is given up");
      this.#metrics.jobs.inc({ kind: row.kind, outcome: "gave_up" });
      this.#table.remove(row);
      kind.gaveUp?.(job, error);
      return;
    }
    const asked = error instanceof RetryLater ? error.waitMs : 0;
    const waitMs = Math.max(asked, backoffMs(kind.backoff, job.attempts, Math.random()));
    this.#log.info({ ...about, waitMs }, "a job failed; it comes again");
    this.#metrics.jobs.inc({ kind: row.kind, outcome: "failed" });
    this.#table.postpone(row.id, Date.now() + waitMs, error.message.slice(0, ERROR_LENGTH));
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
