import type { Logger } from "pino";

import { checkConfig, ConfigRefused } from "./check-config.ts";
import type { AuthConfig } from "./config.ts";
import { type AuthContext, createContext } from "./context.ts";
import { dispatch } from "./http/dispatch.ts";
import { createLog } from "./log.ts";
import { hashCode, makeCode } from "./one-time-code.ts";

/** How often what has ended is forgotten, in ms. */
const SWEEP_MS = 30_000;
/** Revocations stay in the feed for this long, in ms: far longer than the access tokens that they void. */
const REVOCATIONS_KEPT_MS = 7 * 86_400_000;
/** How long the requests under way may take at the end, in ms. */
const DRAIN_MS = 5000;
/** A connection on which nothing moves, as while a login waits in the queue, is closed after this, in s. */
const IDLE_SECONDS = 120;

export interface AuthDeps {
  /** Default: JSON lines on stderr from level info. */
  log?: Logger;
  /** The clock, ms since 1970 UTC. Default: Date.now. */
  now?: () => number;
}

/** A running accounts service. */
export interface AuthService {
  url: string;
  port: number;
  /** Given to who started the service, and to nobody else; undefined if there is an administrator. */
  setupCode: string | undefined;
  /** Takes no more connections, ends the requests under way, then the workers and the database. */
  close(): Promise<void>;
}

/**
 * Starts the accounts service. Rejects with ConfigRefused or AccountsRefused, each with a sentence that says what
 * to do, if it can't run; then nothing is left open.
 */
export async function startAuth(config: AuthConfig, deps: AuthDeps = {}): Promise<AuthService> {
  checkConfig(config);
  const { log = createLog("info"), now = Date.now } = deps;
  const ctx = await createContext(config, { log, now });
  try {
    const setupCode = await newSetupCode(ctx);
    const server = listen(ctx);
    const sweeping = setInterval(() => void sweep(ctx), SWEEP_MS);
    const { port = config.port } = server;
    log.info(
      { host: config.host, port, workers: [config.workersMin, config.workersMax] },
      "accounts service ready",
    );
    return {
      url: server.url.origin,
      port,
      setupCode,
      close: once(async () => {
        clearInterval(sweeping);
        await stop(server);
        await ctx.pool.close();
        await ctx.store.close();
        log.info("accounts service stopped");
      }),
    };
  } catch (error) {
    await ctx.pool.close();
    await ctx.store.close();
    throw error;
  }
}

function listen(ctx: AuthContext): Bun.Server<undefined> {
  const { host, port } = ctx.config;
  try {
    return Bun.serve({
      hostname: host,
      port,
      // Said outright, or Bun lets servers of one process share a port.
      reusePort: false,
      idleTimeout: IDLE_SECONDS,
      development: false,
      // Bodies are bounded where they are read, with an answer in JSON.
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      fetch: (request, server) => dispatch(ctx, request, server.requestIP(request)?.address ?? ""),
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const reason =
      code === "EADDRINUSE"
        ? "the port is taken: end the program that has it, or choose another port"
        : String(error);
    throw new ConfigRefused(`The accounts service can't listen on ${host}:${port}: ${reason}.`);
  }
}

async function newSetupCode({ store }: AuthContext): Promise<string | undefined> {
  const code = makeCode();
  return (await store.setSetupCode(hashCode(code))) ? code : undefined;
}

async function sweep({ store, config, log, now }: AuthContext): Promise<void> {
  const at = now();
  try {
    await store.sweep({
      now: at,
      nonceBefore: at - config.refreshGraceMs,
      revokedBefore: at - REVOCATIONS_KEPT_MS,
    });
  } catch (error) {
    log.error({ err: error }, "what has ended could not be forgotten; it is tried again");
  }
}

async function stop(server: Bun.Server<undefined>): Promise<void> {
  const drained = server.stop().then(() => true);
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), DRAIN_MS).unref());
  if (!(await Promise.race([drained, late]))) await server.stop(true);
}

/** Further calls get the first one's promise. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
