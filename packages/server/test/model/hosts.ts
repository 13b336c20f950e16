import {
  type ServerProcess,
  spawnServer,
  startTokenMint,
  temporaryFolder,
  type TokenMint,
} from "@hubbub/devkit";

import { type Gateway, gatewayDefaults, startGateway } from "../../src/index.ts";
import { createLog } from "../../src/log.ts";

/** A server that can end and come back, at another address. */
export interface Host extends AsyncDisposable {
  readonly url: string;
  readonly mint: TokenMint;
  /** Ends it, in peace or as by a power cut where that is possible, and starts it again on the same data. */
  restart(): Promise<void>;
}

/** In this process. */
export async function startLocalHost(): Promise<Host> {
  const mint = await startTokenMint();
  const folder = temporaryFolder();
  const unlimited = { burst: 1e9, perSecond: 1e9 };
  const start = (): Promise<Gateway> =>
    startGateway(
      {
        ...gatewayDefaults,
        port: 0,
        data: folder.path,
        authUrl: mint.url,
        internalKey: mint.internalKey,
        commandRate: unlimited,
        sendRate: unlimited,
      },
      createLog("error"),
    );
  let gateway = await start();
  return {
    mint,
    get url() {
      return gateway.url;
    },
    async restart() {
      await gateway.close();
      gateway = await start();
    },
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await mint.close();
      folder[Symbol.dispose]();
    },
  };
}

/** A process, which every restart kills. */
export async function startKilledHost(): Promise<Host> {
  const mint = await startTokenMint();
  const folder = temporaryFolder();
  const unlimited = "999999999/999999999";
  const flags = ["--auth-url", mint.url, "--rate-commands", unlimited, "--rate-sends", unlimited];
  const start = (): Promise<ServerProcess> => spawnServer({ data: folder.path, flags });
  let server = await start();
  const end = async (): Promise<void> => {
    server.kill("SIGKILL");
    await server.ended;
  };
  return {
    mint,
    get url() {
      return server.url;
    },
    async restart() {
      await end();
      server = await start();
    },
    async [Symbol.asyncDispose]() {
      await end();
      await mint.close();
      folder[Symbol.dispose]();
    },
  };
}
