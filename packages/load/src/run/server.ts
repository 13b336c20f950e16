import { TokenIssuer } from "../generator/token-issuer.ts";
import { type RunOptions } from "../result/result.ts";
import { checkTarget } from "./check-target.ts";
import { onServerCore } from "./cores.ts";
import { type ServiceProcess, startService, temporaryData } from "./service-process.ts";

/** How much longer than the run tokens that are made beforehand are good for, in seconds. */
const TOKEN_SPARE_SECONDS = 3600;
/** No limit to what a user may send: what is measured is the server, not the limit. */
const UNLIMITED = "100000000/100000000";

/** The server under load. */
export interface LoadedServer {
  url: URL;
  /** The server's process and data folder if the run started it. */
  process: ServiceProcess | undefined;
  data: string | undefined;
  /** Makes tokens if the server believes ours; otherwise there have to be accounts. */
  issuer: TokenIssuer | undefined;
}

/**
 * Starts the server that the options ask for, or finds the one they name; `stack` ends what was started. Rejects with
 * RunFailed if it doesn't start, isn't there, or is no Hubbub server.
 */
export async function provideServer(
  options: RunOptions,
  { self, signal, stack }: { self: readonly string[]; signal: AbortSignal; stack: AsyncDisposableStack },
): Promise<LoadedServer> {
  const { target, auth, rampUpMs, plateauMs, rampDownMs, codec, deflate, serverFlags, pinned } = options;
  if (target !== null) {
    await checkTarget(target, signal);
    return { url: new URL(target), process: undefined, data: undefined, issuer: undefined };
  }
  const seconds = (rampUpMs + plateauMs + rampDownMs) / 1000 + TOKEN_SPARE_SECONDS;
  const issuer = auth === "none" ? stack.use(new TokenIssuer(seconds)) : undefined;
  const data = temporaryData();
  const flags = [
    "--port",
    "0",
    "--data",
    data,
    "--rate-sends",
    UNLIMITED,
    "--rate-commands",
    UNLIMITED,
    "--no-web",
  ];
  if (issuer !== undefined) flags.push("--auth-url", issuer.url);
  if (codec === "json-bytes") flags.push("--json-frames", "binary");
  if (deflate) flags.push("--ws-per-message-deflate");
  const command = [...self, "serve", ...flags, ...serverFlags];
  const started = await startService(pinned ? onServerCore(command) : command, { env: SERVER_ENV, data });
  return { url: started.url, process: stack.use(started), data, issuer };
}

/** The accounts service, which the server starts, has the same environment. */
const SERVER_ENV = {
  HUBBUB_LOG_LEVEL: "warn",
  HUBBUB_AUTH_LIMIT_ADDRESS: "off",
  HUBBUB_AUTH_LIMIT_NAME: "off",
  HUBBUB_AUTH_LIMIT_SIGNUP: "off",
};
