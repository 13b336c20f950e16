import { z } from "zod";

import { onGeneratorCores, onServerCore, unpinnable } from "../run/cores.ts";
import { allowConnections } from "../run/open-files.ts";
import { type BareWriteOrders, type BareWriteTold, BYTES, type Part } from "./bare-write-part.ts";

const CONNECTIONS = 2000;
const MEASURE_MS = 2000;
/** Longer than the measurement and all connecting take on a slow machine. */
const PATIENCE_MS = 30_000;

const us = z.number().nonnegative();

export const bareWriteSchema = z.object({
  connections: z.number().int(),
  bytes: z.number().int(),
  /** Each wrote once to every connection. */
  rounds: z.number().int(),
  /** Whether writer and reader had a core each. */
  pinned: z.boolean(),
  /** CPU of one write, in user code and kernel: the median of the rounds, and the quarters below and above it. */
  cpuUs: us,
  cpuLowUs: us,
  cpuHighUs: us,
});
export type BareWrite = z.infer<typeof bareWriteSchema>;

export interface BareWriteOptions {
  /** Command line that runs `runBareWritePart` with the part added. */
  part: readonly string[];
  signal: AbortSignal;
  connections?: number;
  measureMs?: number;
}

/**
 * What a small write to one of many TCP connections costs on this machine: the floor for a frame to a user, with
 * nothing of a chat server around it. The writer writes to all connections in turn and then rests for as long; each
 * part is a process. About 3 s. Rejects with the signal's reason when that is aborted.
 */
export async function measureBareWrite(options: BareWriteOptions): Promise<BareWrite> {
  const { part, signal, connections = CONNECTIONS, measureMs = MEASURE_MS } = options;
  allowConnections(connections);
  const told = { port: Promise.withResolvers<number>(), rounds: Promise.withResolvers<number[]>() };
  const start = (name: Part, command: string[], orders: BareWriteOrders) => {
    const child = Bun.spawn(command, {
      stdio: ["ignore", "ignore", "inherit"],
      ipc(message: BareWriteTold) {
        if ("port" in message) told.port.resolve(message.port);
        else told.rounds.resolve(message.cpuUs);
      },
    });
    child.send(orders);
    void child.exited.then((code) => fail(new Error(`The ${name} of bare writes ended with ${code}.`)));
    return child;
  };
  const fail = (reason: unknown) => {
    told.port.reject(reason);
    told.rounds.reject(reason);
  };
  const aborted = () => fail(signal.reason);
  signal.addEventListener("abort", aborted);
  const timer = setTimeout(() => fail(new Error("Bare writes took too long.")), PATIENCE_MS + measureMs);
  const children: Bun.Subprocess[] = [];
  told.rounds.promise.catch(() => {});
  try {
    signal.throwIfAborted();
    children.push(start("writer", onServerCore([...part, "writer"]), { connections, measureMs }));
    const port = await told.port.promise;
    children.push(start("reader", onGeneratorCores([...part, "reader"]), { connections, measureMs, port }));
    const rounds = (await told.rounds.promise).toSorted((a, b) => a - b);
    const quantile = (share: number) => rounds[Math.floor(share * (rounds.length - 1))]!;
    return {
      connections,
      bytes: BYTES,
      rounds: rounds.length,
      pinned: unpinnable === undefined,
      cpuUs: quantile(0.5),
      cpuLowUs: quantile(0.25),
      cpuHighUs: quantile(0.75),
    };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", aborted);
    for (const child of children) child.kill();
    await Promise.all(children.map(({ exited }) => exited));
  }
}
