// Adds so many jobs in two lanes, then does them, printing "begin N" and "done N", until it is killed or all are done.
import { writeSync } from "node:fs";

import { createLog } from "../../src/log.ts";
import { JobQueue } from "../../src/worker/jobs/job-queue.ts";
import { openWorkerDatabase } from "../../src/worker/worker-database.ts";
import { WorkerMetrics } from "../../src/worker/worker-metrics.ts";

const [folder = "", count = "0"] = process.argv.slice(2);
const log = createLog("error", "worker");
const own = openWorkerDatabase(`${folder}/worker.sqlite`, log);
const jobs = new JobQueue(own, new WorkerMetrics(), log);
jobs.define<number>("work", {
  concurrency: 2,
  timeoutMs: 5_000,
  backoff: { firstMs: 1, maxMs: 1 },
  attempts: 1_000,
  async run({ payload }) {
    writeSync(1, `begin ${payload}\n`);
    await Bun.sleep(Math.random() * 3);
    writeSync(1, `done ${payload}\n`);
  },
});
own.transaction(() => {
  for (let i = 0; i < Number(count); i++) jobs.add({ kind: "work", payload: i, lane: `lane ${i % 2}` });
})();
jobs.start();
while (jobs.count("work") > 0) await Bun.sleep(1);
await jobs.close();
own.close();
