import {
  type AuthConfig,
  authDefaults,
  type AuthService,
  createLog as createAuthLog,
  startAuth,
} from "@hubbub/auth";
import {
  createLog,
  type Gateway,
  type GatewayConfig,
  gatewayDefaults,
  startGateway,
  startWorker,
  type WebFiles,
  type WorkerConfig,
  workerDefaults,
  type WorkerService,
} from "@hubbub/server";
import { builtPack } from "@hubbub/web/built-pack";
import { readPack } from "@hubbub/web/pack";

import { temporaryFolder } from "./temporary-folder.ts";

/** Settings that differ from what is good for a test: cheap hashes, no rate limits, free ports. */
export interface StackOptions {
  gateway?: Partial<GatewayConfig>;
  auth?: Partial<AuthConfig>;
  /** With a worker; none if it isn't given. */
  worker?: Partial<WorkerConfig>;
  /** Whether the gateway serves the web client, which has to be built; default false. */
  web?: boolean;
  /** The data folder; a temporary one if it isn't given. */
  data?: string;
}

/** An accounts service, a gateway, and a worker if it was asked for, in this process. */
export interface Stack {
  readonly url: string;
  readonly data: string;
  /** That the accounts service shares with the others. */
  readonly internalKey: string;
  readonly auth: AuthService;
  readonly gateway: Gateway;
  readonly worker: WorkerService | undefined;
  close(): Promise<void>;
}

/** Starts them on free ports of 127.0.0.1. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const folder = options.data === undefined ? temporaryFolder() : undefined;
  const data = options.data ?? folder!.path;
  const [internalKey, workerKey] = [crypto.randomUUID(), crypto.randomUUID()];
  const auth = await startAuth(
    {
      ...authDefaults,
      port: 0,
      database: `${data}/accounts.sqlite`,
      internalKey,
      trustedProxies: ["127.0.0.1"],
      memoryCost: 1024,
      timeCost: 1,
      checksPerAddress: undefined,
      checksPerName: undefined,
      codesPerAccount: undefined,
      mailsPerAccount: undefined,
      signupsPerAddress: undefined,
      ...options.auth,
    },
    { log: createAuthLog("error") },
  );
  const unlimited = { burst: 1e9, perSecond: 1e9 };
  const gateway = await startGateway(
    {
      ...gatewayDefaults,
      port: 0,
      data,
      authUrl: auth.url,
      internalKey,
      workerKey: options.worker && workerKey,
      revocationPollMs: 50,
      commandRate: unlimited,
      sendRate: unlimited,
      webFiles: options.web ? await builtWebFiles() : undefined,
      ...options.gateway,
    },
    createLog("error"),
  );
  const worker =
    options.worker &&
    (await startWorker(
      {
        ...workerDefaults,
        data,
        gatewayUrl: gateway.url,
        workerKey,
        authUrl: auth.url,
        internalKey,
        ...options.worker,
      },
      createLog("error", "worker"),
    ));
  if (worker) gateway.useWorker(worker.url);
  const close = async (): Promise<void> => {
    await worker?.close();
    await gateway.close();
    await auth.close();
    folder?.[Symbol.dispose]();
  };
  return { url: gateway.url, data, internalKey, auth, gateway, worker, close };
}

async function builtWebFiles(): Promise<WebFiles> {
  const { files } = readPack(await builtPack());
  return () => Promise.resolve(files);
}
