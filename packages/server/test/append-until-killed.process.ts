// Appends random batches until it is killed, and prints each client id before it is sent ("try ID") and after it was
// acknowledged ("ack ID CHANNEL SEQ"). See store-contract/durability.ts.
import { writeSync } from "node:fs";

import type { NewEntry, Store } from "../src/store/store.ts";
import { bytes } from "./store-contract/samples.ts";

const [module = "", argument = "", run = "", unacknowledged = ""] = process.argv.slice(2);
const { openTestStore }: { openTestStore(argument: string): Promise<Store> } = await import(module);
const store = await openTestStore(argument);
let last = 0;

// Written at once, so that a line is out before anything else happens.
const print = (lines: string[]) => writeSync(1, lines.map((line) => `${line}\n`).join(""));

const entry = (clientId: string): NewEntry => {
  const channel = Number(clientId.split("-")[1]);
  return { channel, user: 1, clientId, at: 1, entry: bytes(clientId) };
};

async function append(batch: NewEntry[]): Promise<void> {
  print(batch.map(({ clientId }) => `try ${clientId}`));
  const results = await store.append(batch);
  const lines = results.map((result, i) => {
    if (!("seq" in result)) throw new Error(`${batch[i]?.clientId} was refused: ${result.outcome}`);
    return `ack ${batch[i]?.clientId} ${batch[i]?.channel} ${result.seq}`;
  });
  print(lines);
}

const random = (below: number) => Math.floor(Math.random() * below);

async function appendForEver(): Promise<never> {
  for (;;) {
    const size = 1 + random(random(10) === 0 ? 500 : 10);
    await append(Array.from({ length: size }, () => entry(`${run}-${1 + random(3)}-${++last}`)));
  }
}

if (unacknowledged !== "") await append(unacknowledged.split(",").map(entry));
// Two that overlap, as calls may.
await Promise.all([appendForEver(), appendForEver()]);
