// A worker that does on demand what workers may do; see sqlite-threads.test.ts.
import { Database } from "bun:sqlite";

declare const self: Worker;

let locked: Database | undefined;

self.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (data === "exit") process.exit(3);
  if (data === "throw") throw new Error("thrown in a worker");
  if (data === "reject") void Promise.reject(new Error("rejected in a worker"));
  if (data === "spin") spin();
  if (data === "count") countArrivals();
  if (typeof data !== "object" || data === null) return;
  if ("path" in data) lock(String(data.path));
  if ("buffer" in data && data.buffer instanceof ArrayBuffer) sendBack(data.buffer);
});

function spin(): never {
  self.postMessage("spinning", []);
  for (;;);
}

/** Is busy for a while, then tells how many messages have arrived. */
function countArrivals(): void {
  let count = 0;
  self.addEventListener("message", () => {
    if (count++ === 0) setImmediate(() => self.postMessage(count, []));
  });
  Bun.sleepSync(200);
}

function lock(path: string): void {
  locked = new Database(path);
  locked.run("BEGIN EXCLUSIVE");
  self.postMessage("locked", []);
}

function sendBack(buffer: ArrayBuffer): void {
  const { buffer: moved } = Buffer.allocUnsafeSlow(8);
  self.postMessage({ size: buffer.byteLength, moved }, [moved]);
  self.postMessage(moved.byteLength, []);
}
