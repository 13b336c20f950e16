import type { Log } from "@hubbub/server";

import type { ServeFlags } from "./serve-config.ts";
import { type Ready, type ServiceChild, startServiceChild } from "./service-child.ts";

/** The accounts service: its hashing can't slow the chat. `restarted` tells when an earlier setup code is void. */
export function startAuthChild(
  { data, workers, logLevel }: ServeFlags,
  internalKey: string,
  log: Log,
  restarted: (ready: Ready) => void,
): Promise<ServiceChild> {
  const given = workers === undefined ? [] : ["--workers", workers];
  const common = ["--host", "127.0.0.1", "--data", data, "--log-level", logLevel];
  return startServiceChild({
    about: "the accounts service",
    command: ["auth", ...common, "--trusted-proxies", "127.0.0.1,::1", ...given],
    env: { HUBBUB_INTERNAL_KEY: internalKey },
    log,
    restarted,
  });
}

/** The worker: what follows the log or talks to the outside can't slow the chat either. */
export function startWorkerChild(
  { data, logLevel }: ServeFlags,
  gatewayUrl: string,
  workerKey: string,
  log: Log,
): Promise<ServiceChild> {
  return startServiceChild({
    about: "the worker",
    command: ["worker", "--data", data, "--gateway-url", gatewayUrl, "--log-level", logLevel],
    env: { HUBBUB_WORKER_KEY: workerKey },
    log,
  });
}
