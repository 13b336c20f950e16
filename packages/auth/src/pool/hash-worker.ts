/* oxlint-disable unicorn/require-post-message-target-origin -- that is for windows; threads have no origin */
// A hash worker's thread: one job at a time, so that the number of workers is the number of hashes under way.
// It has the scheduling priority of the thread that started it. When the executable is compiled, this file
// must be listed as an entry point; see hash-worker-script.ts.
import { hashSync, verifySync } from "../passwords/argon2.ts";
import type { HashAnswer, HashJob } from "./hash-job.ts";

declare const self: Worker;

self.addEventListener("message", (event: MessageEvent<HashJob>) => self.postMessage(answer(event.data)));

function answer(job: HashJob): HashAnswer {
  const start = performance.now();
  const ms = () => performance.now() - start;
  try {
    if (job.op === "hash") return { hash: hashSync(job.password, job), ms: ms() };
    return { fits: verifySync(job.password, job.hash), ms: ms() };
  } catch (error) {
    return { fault: String(error), ms: ms() };
  }
}
