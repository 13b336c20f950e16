/* oxlint-disable unicorn/require-post-message-target-origin -- that is for windows; threads have no origin */
// A hash worker that ends when told to, in the middle of a job or after it.
import type { HashAnswer, HashJob } from "../src/pool/hash-job.ts";

declare const self: Worker;

self.addEventListener("message", (event: MessageEvent<HashJob>) => {
  const { password } = event.data;
  if (password === "crash") process.exit(1);
  self.postMessage({ hash: "made", ms: 1 } satisfies HashAnswer);
  if (password === "crash later") setTimeout(() => process.exit(1), 1);
});
