import { stat, statfs } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import own from "../../package.json" with { type: "json" };
import { STORE_FILE } from "../config.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator } from "./checks.ts";

/** What the server is and how much it holds, for administrators. */
export async function getServerInfo(gateway: GatewayContext, { user }: Caller): Promise<Answer> {
  checkAdministrator(user);
  const { config, store } = gateway;
  const path = join(config.data, STORE_FILE);
  const [counts, database, log, disk] = await Promise.all([
    store.read("counts", {}),
    sizeOf(path),
    sizeOf(`${path}-wal`),
    statfs(config.data),
  ]);
  const value = {
    version: own.version,
    runtime: `Bun ${Bun.version}, ${process.platform} ${process.arch}`,
    startedAt: Math.round(performance.timeOrigin),
    now: Date.now(),
    cpus: availableParallelism(),
    databaseBytes: database + log,
    diskFreeBytes: disk.bavail * disk.bsize,
    ...counts,
    hasWorker: config.workerKey !== undefined,
  };
  return { case: "serverInfo", value };
}

/** In bytes; 0 if there is no such file, as there is no log after all of it was taken over. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
}
