import { describe, expect, test } from "bun:test";
import { fileURLToPath } from "node:url";

import { createLog } from "../../src/log.ts";
import { backoffMs, GiveUp, type Job, type JobKind, RetryLater } from "../../src/worker/jobs/job-kind.ts";
import { JobQueue } from "../../src/worker/jobs/job-queue.ts";
import { openWorkerDatabase } from "../../src/worker/worker-database.ts";
import { WorkerMetrics } from "../../src/worker/worker-metrics.ts";
import { tempFolder } from "../temp-folder.ts";

const log = createLog("silent", "worker");

/** A queue of its own with one kind of jobs, "work", done by `run`. */
function queueOf(run: JobKind<string>["run"], options: Partial<JobKind<string>> = {}) {
  const folder = tempFolder();
  const own = openWorkerDatabase(`${folder.path}/worker.sqlite`, log);
  const metrics = new WorkerMetrics();
  const jobs = new JobQueue(own, metrics, log);
  const backoff = { firstMs: 1, maxMs: 4 };
  jobs.define("work", { concurrency: 1, timeoutMs: 5_000, backoff, attempts: 5, run, ...options });
  jobs.start();
  const empty = async (): Promise<void> => {
    while (jobs.count("work") > 0) await Bun.sleep(2);
  };
  const close = async (): Promise<void> => {
    await jobs.close();
    own.close();
    folder[Symbol.dispose]();
  };
  return { jobs, own, metrics, empty, [Symbol.asyncDispose]: close };
}

test("[W3.1] a job that fails comes again, later each time, until it succeeds", async () => {
  const attempts: number[] = [];
  await using queue = queueOf(async (job) => {
    attempts.push(job.attempts);
    if (job.attempts < 4) throw new Error("not yet");
  });
  queue.jobs.add({ kind: "work", payload: "a" });
  await queue.empty();
  expect(attempts).toEqual([1, 2, 3, 4]);
});

test("[W3.2] it is given up after its last attempt, or at once when it says that nothing would change, and that is told", async () => {
  const runs: string[] = [];
  const gaveUp: string[] = [];
  await using queue = queueOf(
    async ({ payload }) => {
      runs.push(payload);
      throw payload === "hopeless" ? new GiveUp("gone") : new Error("failed");
    },
    {
      attempts: 3,
      gaveUp: ({ payload, attempts }, { message }) => gaveUp.push(`${payload} ${attempts} ${message}`),
    },
  );
  queue.jobs.add({ kind: "work", payload: "tough" });
  queue.jobs.add({ kind: "work", payload: "hopeless" });
  await queue.empty();
  expect(runs.filter((run) => run === "tough")).toHaveLength(3);
  expect(gaveUp.toSorted()).toEqual(["hopeless 1 gone", "tough 3 failed"]);
  const figures = await queue.metrics.registry.metrics();
  expect(figures).toContain('hubbub_worker_jobs_total{kind="work",outcome="gave_up"} 2');
});

test("[W3.3] jobs of one lane are done in their order, each when the one before is done or given up; other lanes go on", async () => {
  const done: string[] = [];
  await using queue = queueOf(
    async ({ payload, attempts }) => {
      if (payload === "a1" && attempts < 3) throw new Error("not yet");
      if (payload === "a2") throw new GiveUp("never");
      done.push(payload);
    },
    { concurrency: 4, backoff: { firstMs: 30, maxMs: 30 } },
  );
  for (const payload of ["a1", "a2", "a3", "b1", "b2"]) {
    queue.jobs.add({ kind: "work", payload, lane: payload[0]! });
  }
  await queue.empty();
  expect(done).toEqual(["b1", "b2", "a1", "a3"]);
});

test("[W3.4] a job with the key of one that waits is not added; when that one has begun, it is", async () => {
  const begun: string[] = [];
  const gate = Promise.withResolvers<void>();
  await using queue = queueOf(async ({ payload }) => {
    begun.push(payload);
    await gate.promise;
  });
  const add = (payload: string) => queue.jobs.add({ kind: "work", key: "k", payload });
  expect([add("first"), add("second")]).toEqual([true, false]);
  while (begun.length === 0) await Bun.sleep(2);
  expect(add("third")).toBe(true);
  gate.resolve();
  await queue.empty();
  expect(begun).toEqual(["first", "third"]);
});

test("[W3.5] no more run at a time than the kind says; one that takes too long is aborted and counts as failed", async () => {
  let running = 0;
  let most = 0;
  await using queue = queueOf(
    async ({ payload, attempts }, signal) => {
      most = Math.max(most, ++running);
      if (payload === "slow" && attempts === 1) {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      }
      await Bun.sleep(1);
      running--;
    },
    { concurrency: 3, timeoutMs: 50 },
  );
  queue.jobs.add({ kind: "work", payload: "slow" });
  for (let i = 0; i < 30; i++) queue.jobs.add({ kind: "work", payload: `${i}` });
  await queue.empty();
  expect(most).toBe(3);
  const figures = await queue.metrics.registry.metrics();
  expect(figures).toContain('hubbub_worker_jobs_total{kind="work",outcome="failed"} 1');
  expect(figures).toContain('hubbub_worker_jobs_total{kind="work",outcome="done"} 31');
});

test("[W3.6] a job waits for its time, and as long as whom it depends on asked for", async () => {
  const runs: number[] = [];
  await using queue = queueOf(async ({ attempts }) => {
    runs.push(Date.now());
    if (attempts === 1) throw new RetryLater("busy", 60);
  });
  const from = Date.now();
  queue.jobs.add({ kind: "work", payload: "later", runAt: from + 50 });
  await queue.empty();
  expect(runs).toHaveLength(2);
  expect(runs[0]! - from).toBeGreaterThanOrEqual(50);
  expect(runs[1]! - runs[0]!).toBeGreaterThanOrEqual(60);
});

test("[W3.7] a job added in a transaction that is undone was never added", async () => {
  const done: string[] = [];
  await using queue = queueOf(async ({ payload }) => void done.push(payload));
  const undone = queue.own.transaction(() => {
    queue.jobs.add({ kind: "work", payload: "undone" });
    throw new Error("undo");
  });
  expect(undone).toThrow("undo");
  queue.jobs.add({ kind: "work", payload: "kept" });
  await queue.empty();
  expect(done).toEqual(["kept"]);
});

test("[W3.8] jobs survive kill -9 at any moment: each is done at least once, those of a lane in their order", async () => {
  using folder = tempFolder();
  const script = fileURLToPath(new URL("run-jobs.process.ts", import.meta.url));
  const jobs = 40;
  const begun: string[] = [];
  const done: string[] = [];
  for (let run = 0; done.length < jobs; run++) {
    if (run === 100) throw new Error(`only ${done.length} of ${jobs} were done in ${run} runs`);
    const child = Bun.spawn([process.execPath, script, folder.path, String(run === 0 ? jobs : 0)], {
      stdout: "pipe",
    });
    const lines: string[] = [];
    const decoder = new TextDecoder();
    let text = "";
    const killAfter = 1 + Math.floor(Math.random() * 12);
    for await (const chunk of child.stdout) {
      text += decoder.decode(chunk, { stream: true });
      if (text.split("\n").length > 2 * killAfter) child.kill("SIGKILL");
    }
    await child.exited;
    lines.push(...text.split("\n").slice(0, -1));
    begun.push(...lines.filter((line) => line.startsWith("begin ")));
    for (const line of lines) if (line.startsWith("done ") && !done.includes(line)) done.push(line);
  }
  const numbers = done.map((line) => Number(line.slice(5)));
  for (const lane of [0, 1]) {
    const own = numbers.filter((number) => number % 2 === lane);
    expect(own).toEqual(own.toSorted((a, b) => a - b));
  }
  expect(begun.length).toBeGreaterThan(jobs);
}, 30_000);

describe("backoff", () => {
  test("[W3.9] waits double up to the most, a fifth more or less by chance", () => {
    const backoff = { firstMs: 1_000, maxMs: 10_000 };
    const waits = (chance: number) =>
      [1, 2, 3, 4, 5, 90].map((attempt) => backoffMs(backoff, attempt, chance));
    expect(waits(0.5)).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(waits(0)).toEqual([800, 1_600, 3_200, 6_400, 8_000, 8_000]);
    expect(waits(1)).toEqual([1_200, 2_400, 4_800, 9_600, 12_000, 12_000]);
  });
});

test("[W3.10] a job that runs when the worker stops is run again the next time", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/worker.sqlite`;
  const runs: Job<string>[] = [];
  for (const finish of [false, true]) {
    const own = openWorkerDatabase(path, log);
    const jobs = new JobQueue(own, new WorkerMetrics(), log);
    const backoff = { firstMs: 1, maxMs: 1 };
    jobs.define<string>("work", {
      concurrency: 1,
      timeoutMs: 5_000,
      backoff,
      attempts: 5,
      async run(job, signal) {
        runs.push(job);
        if (!finish) await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    });
    if (!finish) jobs.add({ kind: "work", payload: "a" });
    jobs.start();
    while (finish ? jobs.count("work") > 0 : runs.length === 0) await Bun.sleep(2);
    await jobs.close();
    own.close();
  }
  expect(runs.map(({ payload, attempts }) => [payload, attempts])).toEqual([
    ["a", 1],
    ["a", 2],
  ]);
});
