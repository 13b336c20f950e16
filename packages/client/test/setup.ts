import { type ConnectOptions, Hubbub, type Status } from "../src/index.ts";
import { type ScriptedServer, tokenOf } from "./scripted-server.ts";

/** Options for tests: reconnects and gives up quickly. */
export function quick(server: { url: string }, name = "ann", id = 1) {
  return {
    url: server.url,
    token: tokenOf(id, name),
    reconnect: { baseMs: 4, capMs: 20 },
    requestTimeoutMs: 2_000,
  } satisfies ConnectOptions;
}

export function connect(server: ScriptedServer, name = "ann", id = 1): Promise<Hubbub> {
  return Hubbub.connect(quick(server, name, id));
}

/** A client that is closed at the end of its block. */
export class Closing {
  readonly client: Hubbub;

  constructor(client: Hubbub) {
    this.client = client;
  }

  [Symbol.dispose](): void {
    this.client.close();
  }
}

/** Resolves when the client is in this state. */
export async function state<S extends Status["state"]>(
  client: Hubbub,
  wanted: S,
): Promise<Extract<Status, { state: S }>> {
  const is = (status: Status): status is Extract<Status, { state: S }> => status.state === wanted;
  if (is(client.status)) return client.status;
  return (await client.once("status", is)) as Extract<Status, { state: S }>;
}

/** The next `count` items of an iteration. */
export async function take<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

/** What a promise rejects with; throws if it doesn't. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("error" in outcome) return outcome.error;
  throw new Error(`It did not fail: ${JSON.stringify(outcome.value)}`);
}

/** Numbers from a seed (mulberry32), so that a run can be done again. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
