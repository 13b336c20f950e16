import { createLog, type Gateway, type GatewayConfig, gatewayDefaults, startGateway } from "@hubbub/server";

import { temporaryFolder } from "./temporary-folder.ts";
import { startTokenMint, type TokenMint } from "./token-mint.ts";

export interface CrowdOptions {
  gateway?: Partial<GatewayConfig>;
  data?: string;
}

/** A gateway in this process with a token mint for its accounts service: as many users as a test wants, at once. */
export interface Crowd {
  readonly url: string;
  readonly data: string;
  readonly gateway: Gateway;
  readonly mint: TokenMint;
  close(): Promise<void>;
}

export async function startCrowd(options: CrowdOptions = {}): Promise<Crowd> {
  const folder = options.data === undefined ? temporaryFolder() : undefined;
  const data = options.data ?? folder!.path;
  const mint = await startTokenMint();
  const unlimited = { burst: 1e9, perSecond: 1e9 };
  const gateway = await startGateway(
    {
      ...gatewayDefaults,
      port: 0,
      data,
      authUrl: mint.url,
      internalKey: mint.internalKey,
      revocationPollMs: 50,
      commandRate: unlimited,
      sendRate: unlimited,
      ...options.gateway,
    },
    createLog("error"),
  );
  const close = async (): Promise<void> => {
    await gateway.close();
    await mint.close();
    folder?.[Symbol.dispose]();
  };
  return { url: gateway.url, data, gateway, mint, close };
}
