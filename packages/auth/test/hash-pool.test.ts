import { expect, setDefaultTimeout, test } from "bun:test";

import type { HashAnswer, HashJob } from "../src/pool/hash-job.ts";
import { HashFailed, HashPool, type HashPoolOptions, HashQueueFull } from "../src/pool/hash-pool.ts";
import { HASH_WORKER_SCRIPT } from "../src/pool/hash-worker-script.ts";

// Hashes and processes share their cores with whatever else runs.
setDefaultTimeout(60_000);

/** About 0.1 ms, and about 10 ms, of one core. */
const QUICK = { op: "hash", password: "p", memoryCost: 64, timeCost: 1 } satisfies HashJob;
const SLOW = { op: "hash", password: "p", memoryCost: 4096, timeCost: 2 } satisfies HashJob;

const times = (n: number, job: HashJob) => Array.from({ length: n }, () => job);

/** A pool with a record of its events, and a way to wait for a number of workers. */
class TestPool implements AsyncDisposable {
  readonly pool: HashPool;
  readonly events = { dequeued: 0, hashed: 0, refused: 0, crashed: 0 };
  readonly sizes: number[] = [];
  #waiting: { size: number; resolve: () => void } | undefined;

  constructor(options: Partial<HashPoolOptions> = {}) {
    this.pool = new HashPool({
      workersMin: 1,
      workersMax: 1,
      hashQueue: 64,
      queueDelayTargetMs: 60_000,
      workerIdleMs: 60_000,
      script: HASH_WORKER_SCRIPT,
      on: {
        dequeued: () => this.events.dequeued++,
        hashed: () => this.events.hashed++,
        refused: () => this.events.refused++,
        crashed: () => this.events.crashed++,
        resized: (workers) => {
          this.sizes.push(workers);
          if (this.#waiting?.size === workers) this.#waiting.resolve();
        },
      },
      ...options,
    });
  }

  /** Resolves at the next time that there are so many workers. */
  reached(size: number): Promise<void> {
    return new Promise((resolve) => (this.#waiting = { size, resolve }));
  }

  run(...jobs: HashJob[]): Promise<HashAnswer>[] {
    return jobs.map((job) => this.pool.run(job));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.pool.close();
  }
}

const CRASHING = new URL("./crashing-worker.ts", import.meta.url);

test("[A4.1] jobs are done in their order, one at a time for each worker", async () => {
  await using test = new TestPool();
  const order: number[] = [];
  const jobs = test.run(SLOW, QUICK, QUICK);
  expect(test.pool.queueLength).toBe(2);
  await Promise.all(jobs.map(async (job, i) => order.push((await job, i))));
  expect(order).toEqual([0, 1, 2]);
  expect(test.events).toMatchObject({ dequeued: 3, hashed: 3, refused: 0 });
  expect(test.pool).toMatchObject({ queueLength: 0, headDelayMs: 0, workers: 1 });
});

test("[A4.2] past the bound of the queue a job is refused at once, with a time by the measured speed", async () => {
  await using test = new TestPool({ hashQueue: 40 });
  await Promise.all(test.run(SLOW, SLOW));
  const jobs = test.run(...times(41, SLOW));
  const refused = await test.pool.run(SLOW).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(HashQueueFull);
  // Never a time so short that a client would hammer.
  expect((refused as HashQueueFull).retryAfterMs).toBeGreaterThanOrEqual(1000);
  expect(test.events.refused).toBe(1);
  expect(test.pool.queueLength).toBe(40);
  const ends = Promise.allSettled(jobs);
  expect(await jobs[0]).toHaveProperty("hash");
  await test.pool.close();
  expect((await ends).some(({ status }) => status === "rejected")).toBe(true);
});

test("[A4.3] a worker is added each time the head of the queue has waited for the target, up to the maximum", async () => {
  await using test = new TestPool({ workersMax: 3, queueDelayTargetMs: 1 });
  const full = test.reached(3);
  const jobs = test.run(...times(12, SLOW));
  await full;
  await Promise.all(jobs);
  expect(test.sizes).toEqual([2, 3]);
});

test("[A4.3] no worker is added while the queue moves within the target", async () => {
  await using test = new TestPool({ workersMax: 3, queueDelayTargetMs: 60_000 });
  await Promise.all(test.run(...times(20, QUICK)));
  expect(test.sizes).toEqual([]);
});

test("[A4.4] workers past the minimum end when idle, down to the minimum, and come again", async () => {
  await using test = new TestPool({ workersMax: 3, queueDelayTargetMs: 1, workerIdleMs: 20 });
  for (let round = 0; round < 2; round++) {
    const full = test.reached(3);
    const jobs = test.run(...times(12, SLOW));
    await full;
    const shrunk = test.reached(1);
    await Promise.all(jobs);
    await shrunk;
    expect(test.pool.workers).toBe(1);
  }
  // That something does not happen can only be seen by waiting: the last worker is idle for long enough too.
  await Bun.sleep(100);
  expect(test.pool.workers).toBe(1);
  expect(await test.pool.run(QUICK)).toHaveProperty("hash");
});

test("[A4.5] a worker that ends fails its own job only, and is replaced", async () => {
  await using test = new TestPool({ script: CRASHING });
  const crash = { op: "verify", password: "crash", hash: "" } satisfies HashJob;
  const [bad, good] = test.run(crash, QUICK);
  await expect(bad).rejects.toBeInstanceOf(HashFailed);
  expect(await good).toEqual({ hash: "made", ms: 1 });
  expect(test.events.crashed).toBe(1);
  expect(test.pool.workers).toBe(1);
  // Also one that ends while it has nothing to do.
  await test.pool.run({ op: "verify", password: "crash later", hash: "" });
  while (test.pool.workers > 0) await new Promise(setImmediate);
  expect(await test.pool.run(QUICK)).toEqual({ hash: "made", ms: 1 });
  expect(test.events.crashed).toBe(2);
});

test("[A4.5] workers that can't even start fail the jobs, not the process", async () => {
  await using test = new TestPool({ script: new URL("./there-is-no-such-worker.ts", import.meta.url) });
  const ends = await Promise.allSettled(test.run(QUICK, QUICK, QUICK));
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
});

test("[A4.6] at the end what is in hand is finished, what waits is refused, and no job is taken", async () => {
  const test = new TestPool();
  const [inHand, waiting] = test.run(SLOW, SLOW);
  const closed = test.pool.close();
  await expect(waiting).rejects.toBeInstanceOf(HashFailed);
  await closed;
  expect(await inHand).toHaveProperty("hash");
  await expect(test.pool.run(QUICK)).rejects.toBeInstanceOf(HashFailed);
  expect(test.pool.workers).toBe(0);
});
