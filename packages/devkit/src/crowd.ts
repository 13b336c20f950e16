import {
  createLog,
  type Gateway,
  type GatewayConfig,
  gatewayDefaults,
  startGateway,
  startWorker,
  type WorkerConfig,
  workerDefaults,
  type WorkerService,
} from "@hubbub/server";

import { temporaryFolder } from "./temporary-folder.ts";
import { startTokenMint, type TokenMint } from "./token-mint.ts";

export interface CrowdOptions {
  gateway?: Partial<GatewayConfig>;
  data?: string;
  /** With a worker; none if it isn't given. */
  worker?: Partial<WorkerConfig>;
}

/** A gateway in this process with a token mint for its accounts service: as many users as a test wants, at once. */
export interface Crowd {
  readonly url: string;
  readonly data: string;
  readonly gateway: Gateway;
  readonly mint: TokenMint;
  readonly worker: WorkerService | undefined;
  close(): Promise<void>;
}

export async function startCrowd(options: CrowdOptions = {}): Promise<Crowd> {
  const folder = options.data === undefined ? temporaryFolder() : undefined;
  const data = options.data ?? folder!.path;
  const mint = await startTokenMint();
  const workerKey = crypto.randomUUID();
  const unlimited = { burst: 1e9, perSecond: 1e9 };
  const gateway = await startGateway(
    {
      ...gatewayDefaults,
      port: 0,
      data,
      authUrl: mint.url,
      internalKey: mint.internalKey,
      workerKey: options.worker && workerKey,
      revocationPollMs: 50,
      commandRate: unlimited,
      sendRate: unlimited,
      ...options.gateway,
    },
    createLog("error"),
  );
  const worker =
    options.worker &&
    (await startWorker(
      { ...workerDefaults, data, gatewayUrl: gateway.url, workerKey, ...options.worker },
      createLog("error", "worker"),
    ));
  if (worker) gateway.useWorker(worker.url);
  const close = async (): Promise<void> => {
    await worker?.close();
    await gateway.close();
    await mint.close();
    folder?.[Symbol.dispose]();
  };
  return { url: gateway.url, data, gateway, mint, worker, close };
}
