import type { Log } from "@hubbub/server";

import type { ServeFlags } from "./serve-config.ts";
import { type Ready, type ServiceChild, startServiceChild } from "./service-child.ts";
import { signInEnvironment } from "./sign-in-options.ts";
import { workerEnvironment } from "./worker-options.ts";

/** The accounts service: its hashing can't slow the chat. `restarted` tells when an earlier setup code is void. */
export function startAuthChild(
  flags: ServeFlags,
  internalKey: string,
  log: Log,
  restarted: (ready: Ready) => void,
): Promise<ServiceChild> {
  const { data, database, workers, publicUrl, logLevel } = flags;
  const given = workers === undefined ? [] : ["--workers", workers];
  const common = ["--host", "127.0.0.1", "--data", data, "--log-level", logLevel];
  return startServiceChild({
    about: "the accounts service",
    command: ["auth", ...common, "--trusted-proxies", "127.0.0.1,::1", ...given],
    env: {
      HUBBUB_INTERNAL_KEY: internalKey,
      ...(database !== undefined && { HUBBUB_DATABASE: database }),
      ...(publicUrl !== undefined && { HUBBUB_PUBLIC_URL: publicUrl }),
      ...signInEnvironment(flags),
    },
    log,
    restarted,
  });
}

/** The worker: what follows the log or talks to the outside can't slow the chat either. */
export function startWorkerChild(
  flags: ServeFlags,
  gatewayUrl: string,
  workerKey: string,
  accounts: { authUrl: string; internalKey: string | undefined },
  log: Log,
): Promise<ServiceChild> {
  const { data, logLevel } = flags;
  const address = ["--gateway-url", gatewayUrl, "--auth-url", accounts.authUrl];
  return startServiceChild({
    about: "the worker",
    command: ["worker", "--data", data, ...address, "--log-level", logLevel],
    env: {
      HUBBUB_WORKER_KEY: workerKey,
      ...(accounts.internalKey !== undefined && { HUBBUB_INTERNAL_KEY: accounts.internalKey }),
      ...workerEnvironment(flags),
    },
    log,
  });
}
