import { join } from "node:path";

import { encodeEntry } from "@hubbub/protocol";

import { createLog } from "../../src/log.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { startWorker, type WorkerService } from "../../src/worker/start-worker.ts";
import { type WorkerConfig, workerDefaults } from "../../src/worker/worker-config.ts";
import type { MakePart } from "../../src/worker/worker-part.ts";
import { addChannel, addUsers } from "../store-contract/samples.ts";

export const WORKER_KEY = "the key of a test";

/** A store with user 1 in so many public channels, whose ids are 1, 2, … */
export async function storeWithChannels(data: string, channels: number): Promise<Store> {
  const store = await openSqliteStore({ path: join(data, "hubbub.sqlite") });
  await addUsers(store, 1);
  for (let i = 1; i <= channels; i++) await addChannel(store, `channel ${i}`);
  return store;
}

/** A worker with these parts on a data folder, told of news by `heads`. */
export async function startTestWorker(
  data: string,
  parts: readonly MakePart[],
  config: Partial<WorkerConfig> = {},
): Promise<WorkerService & { heads(...channels: number[]): Promise<void> }> {
  const worker = await startWorker(
    { ...workerDefaults, data, gatewayUrl: "http://127.0.0.1:1", workerKey: WORKER_KEY, ...config },
    createLog("silent", "worker"),
    parts,
  );
  const heads = async (...channels: number[]): Promise<void> => {
    await fetch(`${worker.url}/heads`, {
      method: "POST",
      headers: { Authorization: `Bearer ${WORKER_KEY}` },
      body: JSON.stringify(Object.fromEntries(channels.map((channel) => [channel, 0]))),
    });
    await worker.caughtUp();
  };
  return { ...worker, heads };
}

export function encodeText(text: string, at = Date.now()): Uint8Array {
  return encodeEntry({ at, user: 1, body: { case: "message", value: { text } } });
}

/** Appends texts to a channel, one after the other. */
export async function say(store: Store, channel: number, ...texts: string[]): Promise<void> {
  const batch = texts.map((text) => ({
    channel,
    user: 1,
    clientId: crypto.randomUUID(),
    at: 1,
    entry: encodeText(text),
  }));
  await store.append(batch);
}
