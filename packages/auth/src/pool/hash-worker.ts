/* oxlint-disable unicorn/require-post-message-target-origin -- that is for windows; threads have no origin */
// A hash worker's thread: one job at a time, so that the number of workers is the number of hashes under way.
// When the executable is compiled, this file must be listed as an entry point.
import { setPriority } from "node:os";

import { hashSync, verifySync } from "../passwords/argon2.ts";
import type { HashAnswer, HashJob } from "./hash-job.ts";

declare const self: Worker;

self.addEventListener("message", (event: MessageEvent<{ nice: number } | HashJob>) => {
  if ("nice" in event.data) lowerPriority(event.data.nice);
  else self.postMessage(answer(event.data));
});

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

/** On Linux this concerns the calling thread alone; elsewhere it would be the whole process, so it is left. */
function lowerPriority(nice: number): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(nice);
  } catch {
    // The process has a lower priority already, and only root may raise it: that serves as well.
  }
}
