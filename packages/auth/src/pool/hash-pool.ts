import type { HashAnswer, HashJob } from "./hash-job.ts";
import { HashThread } from "./hash-thread.ts";

export interface HashPoolOptions {
  workersMin: number;
  workersMax: number;
  /** Jobs that wait for a worker, at most. */
  hashQueue: number;
  queueDelayTargetMs: number;
  workerIdleMs: number;
  /** The worker's file. */
  script: URL;
  /** Called with what happens, for metrics and logs. */
  on: HashPoolEvents;
}

export interface HashPoolEvents {
  /** A job left the queue for a worker after so long. */
  dequeued(delayMs: number): void;
  hashed(op: HashJob["op"], ms: number): void;
  refused(): void;
  /** A worker ended by itself. */
  crashed(): void;
  /** There are so many workers now. */
  resized(workers: number): void;
}

/** The queue is full; nothing was hashed. */
export class HashQueueFull extends Error {
  override name = "HashQueueFull";
  /** When the jobs that wait now will have been done, by the speed measured of late. At least 1,000. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super("The queue of password checks is full.");
    this.retryAfterMs = retryAfterMs;
  }
}

/** The pool was closed, or the worker of this job ended under it. */
export class HashFailed extends Error {
  override name = "HashFailed";
}

interface Waiting {
  job: HashJob;
  since: number;
  resolve: (answer: HashAnswer) => void;
  reject: (error: Error) => void;
}

/** Weight of the newest value in the running mean of the pace. */
const PACE_WEIGHT = 0.1;

/**
 * Hashes passwords in worker threads, between a minimum and a maximum of them, one job a worker. Jobs wait in
 * order in a bounded queue. When its head has waited for the target delay, one more worker is started, and
 * again after each further target delay; a worker past the minimum that is idle for long enough ends.
 */
export class HashPool {
  readonly #options: HashPoolOptions;
  readonly #idle: { thread: HashThread; timer: Timer }[] = [];
  readonly #busy = new Set<HashThread>();
  readonly #queue: Waiting[] = [];
  #growTimer: Timer | undefined;
  /** Mean time from one job done to the next while there is a queue; at first a guess. */
  #paceMs = 50;
  /** When the last job was done, if the queue has not been empty since. */
  #pacedFrom: number | undefined;
  #closed = false;
  #drained: (() => void) | undefined;

  constructor(options: HashPoolOptions) {
    this.#options = options;
    for (let i = 0; i < options.workersMin; i++) this.#rest(this.#start());
  }

  get workers(): number {
    return this.#idle.length + this.#busy.size;
  }

  get queueLength(): number {
    return this.#queue.length;
  }

  /** How long the head of the queue has waited, in ms; 0 if none waits. */
  get headDelayMs(): number {
    const head = this.#queue[0];
    return head ? performance.now() - head.since : 0;
  }

  /** Rejects with HashQueueFull at the queue's bound, with HashFailed if the worker ends under the job. */
  run(job: HashJob): Promise<HashAnswer> {
    if (this.#closed) return Promise.reject(new HashFailed("The service is stopping."));
    if (this.#queue.length >= this.#options.hashQueue) {
      this.#options.on.refused();
      return Promise.reject(new HashQueueFull(this.#drainMs()));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, since: performance.now(), resolve, reject });
      this.#dispatch();
    });
  }

  /** Refuses what waits, lets the workers finish what they have in hand, then ends them. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#growTimer);
    for (const waiting of this.#queue.splice(0)) waiting.reject(new HashFailed("The service is stopping."));
    if (this.#busy.size > 0) await new Promise<void>((resolve) => (this.#drained = resolve));
    for (const { thread, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      thread.end();
    }
  }

  /** Gives jobs to idle workers, as long as there are both, and watches the delay of what still waits. */
  #dispatch(): void {
    while (this.#queue.length > 0) {
      const thread = this.#idleThread();
      if (!thread) break;
      const waiting = this.#queue.shift()!;
      this.#options.on.dequeued(performance.now() - waiting.since);
      void this.#work(thread, waiting);
    }
    this.#watchDelay();
  }

  /** The worker that rested last, so that those past what is needed stay idle and end. */
  #idleThread(): HashThread | undefined {
    const rested = this.#idle.pop();
    if (rested) {
      clearTimeout(rested.timer);
      return rested.thread;
    }
    // Workers that crashed are replaced when there is work.
    return this.workers < this.#options.workersMin ? this.#start() : undefined;
  }

  async #work(thread: HashThread, { job, resolve, reject }: Waiting): Promise<void> {
    this.#busy.add(thread);
    try {
      const answer = await thread.run(job);
      this.#keepPace();
      if (!("fault" in answer)) this.#options.on.hashed(job.op, answer.ms);
      this.#busy.delete(thread);
      this.#rest(thread);
      resolve(answer);
    } catch (error) {
      this.#busy.delete(thread);
      reject(new HashFailed(String(error)));
    }
    if (this.#closed && this.#busy.size === 0) this.#drained?.();
    if (!this.#closed) this.#dispatch();
  }

  #watchDelay(): void {
    if (this.#growTimer || this.#queue.length === 0 || this.workers >= this.#options.workersMax) return;
    const left = this.#options.queueDelayTargetMs - this.headDelayMs;
    this.#growTimer = setTimeout(() => this.#grow(), Math.max(left, 1));
  }

  #grow(): void {
    this.#growTimer = undefined;
    if (this.#closed || this.workers >= this.#options.workersMax) return;
    if (this.headDelayMs < this.#options.queueDelayTargetMs) return this.#watchDelay();
    this.#rest(this.#start());
    this.#options.on.resized(this.workers);
    this.#dispatch();
    // The head that made this worker may still be the head: the next worker is for a further target delay.
    clearTimeout(this.#growTimer);
    this.#growTimer = setTimeout(() => this.#grow(), this.#options.queueDelayTargetMs);
  }

  #start(): HashThread {
    return new HashThread(this.#options.script, (gone) => {
      this.#options.on.crashed();
      const at = this.#idle.findIndex(({ thread }) => thread === gone);
      if (at >= 0) clearTimeout(this.#idle.splice(at, 1)[0]?.timer);
    });
  }

  #rest(thread: HashThread): void {
    const timer = setTimeout(() => this.#endIdle(thread), this.#options.workerIdleMs);
    this.#idle.push({ thread, timer });
  }

  #endIdle(thread: HashThread): void {
    if (this.workers <= this.#options.workersMin) return;
    const at = this.#idle.findIndex((idle) => idle.thread === thread);
    if (at < 0) return;
    this.#idle.splice(at, 1);
    thread.end();
    this.#options.on.resized(this.workers);
  }

  #keepPace(): void {
    const now = performance.now();
    if (this.#pacedFrom !== undefined) this.#paceMs += PACE_WEIGHT * (now - this.#pacedFrom - this.#paceMs);
    this.#pacedFrom = this.#queue.length > 0 ? now : undefined;
  }

  #drainMs(): number {
    return Math.max(1000, Math.ceil(this.#queue.length * this.#paceMs));
  }
}
