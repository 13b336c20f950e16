// Appends batches of 50 entries of 1 KB until one is refused, then tries single ones; prints as JSON what came of it.
// Run under a limit on the size of files, which makes the disk refuse writes; see sqlite-failures.test.ts.
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import type { NewEntry, Store } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";
import { addChannel, addUsers, entry } from "./store-contract/samples.ts";

const store: Store = await openSqliteStore({ path: process.argv[2] ?? "" });
await addUsers(store, 1);
const channel = await addChannel(store, "a");
const acknowledged: { id: string; seq: number }[] = [];
let last = 0;
const batch = (length: number): NewEntry[] =>
  Array.from({ length }, () => entry(`${++last}`.padEnd(1000, "."), { channel, clientId: `${last}` }));

async function append(entries: NewEntry[]): Promise<void> {
  const results = await store.append(entries);
  for (const [i, result] of results.entries()) {
    if (!("seq" in result)) throw new Error(result.outcome);
    acknowledged.push({ id: entries[i]?.clientId ?? "", seq: result.seq });
  }
}

async function appendUntilRefused(): Promise<unknown> {
  for (;;) {
    try {
      await append(batch(50));
    } catch (reason) {
      return reason;
    }
  }
}

const error = await appendUntilRefused();
const firstRefused = last - 49;
// A dead store would hang here or say something else.
const again = await Promise.allSettled([
  append(batch(1)),
  append(batch(1)),
  store.read("channel", { id: channel }),
]);
const closed = await store.close().then(
  () => "closed",
  (reason: unknown) => String(reason),
);
const late = await rejection(store.append([]));
console.log(
  JSON.stringify({
    error: String(error),
    firstRefused,
    acknowledged,
    again: again.map((settled) => (settled.status === "rejected" ? String(settled.reason) : "fulfilled")),
    closed,
    late: String(late),
  }),
);
