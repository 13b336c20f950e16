// Measures the SQLite store in a process of its own, in the folder FOLDER, and prints its figures as JSON: the bench
// "store" of packages/load starts it. Entries are as large as those of the performance report's 64-byte messages,
// in 10 channels by 2,000 users. CPU time is that of all threads, and of the calling thread alone.
import { statSync } from "node:fs";
import { join } from "node:path";

import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import type { NewEntry } from "../src/store/store.ts";
import { addChannel, addUsers } from "./store-contract/samples.ts";

const CHANNELS = 10;
const USERS = 2000;
const ENTRY_BYTES = 80;
/** Entries of a commit, and how many commits are measured. */
const BATCHES: readonly (readonly [size: number, commits: number])[] = [
  [1, 2000],
  [10, 1500],
  [100, 1000],
  [1000, 200],
];
/** Arrivals a second, and the least time between two commits, for the load of 6,000 users. */
const RATE = 6240;
const PACES_MS = [0, 2, 5, 10, 20];
const PACED_SECONDS = 4;
const PAGES = 2000;

const folder = process.argv[2] ?? "";
const path = join(folder, "bench.db");
const store = await openSqliteStore({ path });
await addUsers(store, 1);
const channels: number[] = [];
for (let n = 0; n < CHANNELS; n++) channels.push(await addChannel(store, `c${n}`));

let made = 0;
const bytes = new Uint8Array(ENTRY_BYTES);
function newEntry(): NewEntry {
  made++;
  return {
    channel: channels[made % CHANNELS] ?? 0,
    user: 1000 + (made % USERS),
    clientId: Bun.randomUUIDv7(),
    at: Date.now(),
    entry: bytes,
  };
}
const newEntries = (count: number) => Array.from({ length: count }, newEntry);
const micros = ({ user, system }: { user: number; system: number }) => user + system;

/** Wall and CPU time of `work`, in µs. */
async function measured(work: () => Promise<void>) {
  Bun.gc(true);
  const [cpu, thread, start] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()];
  await work();
  return {
    wall: (performance.now() - start) * 1000,
    cpu: micros(process.cpuUsage(cpu)),
    threadCpu: micros(process.threadCpuUsage(thread)),
  };
}

function percentiles(values: number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

async function commitBatches(size: number, commits: number) {
  const batches = Array.from({ length: commits }, () => newEntries(size));
  for (const batch of batches.splice(0, commits / 10)) await store.append(batch);
  const latencies: number[] = [];
  const used = await measured(async () => {
    for (const batch of batches) {
      const start = performance.now();
      await store.append(batch);
      latencies.push((performance.now() - start) * 1000);
    }
  });
  return { size, commits: batches.length, ...used, ...percentiles(latencies) };
}

/** Entries arrive at an even rate; what has arrived is committed once the last commit is done and `pace` is over. */
async function commitPaced(pace: number) {
  const entries = newEntries(RATE * PACED_SECONDS);
  const latencies: number[] = [];
  let commits = 0;
  const used = await measured(async () => {
    const start = performance.now();
    for (let taken = 0; taken < entries.length;) {
      const begun = performance.now();
      const due = Math.min(entries.length, Math.floor(((begun - start) * RATE) / 1000));
      if (due > taken) {
        await store.append(entries.slice(taken, due));
        const done = performance.now();
        for (let i = taken; i < due; i++) latencies.push((done - start - (i * 1000) / RATE) * 1000);
        taken = due;
        commits++;
      }
      const wait = pace - (performance.now() - begun);
      await (wait > 0 ? Bun.sleep(wait) : new Promise(setImmediate));
    }
  });
  return { pace, rate: RATE, commits, ...used, ...percentiles(latencies) };
}

async function readPages() {
  const latencies: number[] = [];
  const used = await measured(async () => {
    for (let n = 0; n < PAGES; n++) {
      const channel = channels[n % CHANNELS] ?? 0;
      const start = performance.now();
      const page = await store.history({
        channel,
        after: (n * 37) % 5000,
        before: 0,
        limit: 100,
        maxBytes: 1e6,
      });
      latencies.push((performance.now() - start) * 1000);
      if (page?.entries.length !== 100) throw new Error("the page is not full");
    }
  });
  return { pages: PAGES, ...used, ...percentiles(latencies) };
}

const batches = [];
for (const [size, commits] of BATCHES) batches.push(await commitBatches(size, commits));
const paced = [];
for (const pace of PACES_MS) paced.push(await commitPaced(pace));
const pages = await readPages();
const walBytes = statSync(`${path}-wal`).size;
await store.close();
const bytesPerEntry = statSync(path).size / made;
console.log(JSON.stringify({ batches, paced, pages, bytesPerEntry, walBytes }));
process.exit(0);
