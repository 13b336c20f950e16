import { setTimeout as delay } from "node:timers/promises";

import { type Log, unpinned } from "@hubbub/server";

import { ownCommand } from "./own-command.ts";
import type { ServeFlags } from "./serve-config.ts";

/** The accounts service, run as a child: its hashing can't slow the chat, nor its end of memory end it. */
export interface AuthChild {
  readonly url: string;
  readonly internalKey: string;
  /** Of the run that goes on now. */
  readonly setupCode: string | undefined;
  close(): Promise<void>;
}

export interface AuthChildPorts {
  log: Log;
  /** The child was started again, and with that the earlier setup code is void. */
  newSetupCode(code: string): void;
}

/** The accounts service refused to start; what it said is on stderr already. */
export class AuthChildRefused extends Error {
  override name = "AuthChildRefused";
}

/** How long the child may take for its start, and for its end, in ms. */
const START_MS = 30_000;
const STOP_MS = 10_000;
/** Wait before the child is started again, in ms: twice as long each time, up to the most, ... */
const RESTART_MS = 250;
const RESTART_MAX_MS = 30_000;
/** ... and short again once it has run for so long, in ms. */
const STEADY_MS = 60_000;

interface Ready {
  type: "ready";
  port: number;
  setupCode?: string;
}

/**
 * Starts `hubbub auth` on a free port, and again on the same one whenever it ends unasked: the chat goes on
 * meanwhile. It ends with this process, however that ends. Rejects with AuthChildRefused.
 */
export async function startAuthChild(flags: ServeFlags, ports: AuthChildPorts): Promise<AuthChild> {
  const internalKey = crypto.randomUUID();
  let child = new Child(flags, internalKey, 0);
  const ready = await child.ready;
  if (!ready) throw new AuthChildRefused("");

  let { setupCode } = ready;
  const closing = new AbortController();
  const watch = async (): Promise<void> => {
    for (let waitMs = RESTART_MS; ; waitMs = Math.min(2 * waitMs, RESTART_MAX_MS)) {
      const startedAt = performance.now();
      const code = await child.exited;
      if (closing.signal.aborted) return;
      if (performance.now() - startedAt > STEADY_MS) waitMs = RESTART_MS;
      ports.log.error({ code, waitMs }, "the accounts service ended; it is started again");
      await delay(waitMs, undefined, { signal: closing.signal }).catch(() => {});
      if (closing.signal.aborted) return;
      child = new Child(flags, internalKey, ready.port);
      const again = await child.ready;
      if (!again) continue;
      setupCode = again.setupCode;
      if (setupCode !== undefined) ports.newSetupCode(setupCode);
    }
  };
  const watching = watch();
  return {
    url: `http://127.0.0.1:${ready.port}`,
    internalKey,
    get setupCode() {
      return setupCode;
    },
    async close() {
      closing.abort();
      await child.end();
      await watching;
    },
  };
}

/** One run of the accounts service. */
class Child {
  /** Undefined if it ended instead. */
  readonly ready: Promise<Ready | undefined>;
  /** Resolves with the exit code. */
  readonly exited: Promise<number>;
  readonly #process: Bun.Subprocess;

  constructor(flags: ServeFlags, internalKey: string, port: number) {
    const { promise: ready, resolve: isReady } = Promise.withResolvers<Ready>();
    this.#process = unpinned(() =>
      Bun.spawn([...ownCommand(), "auth", ...authArguments(flags, port)], {
        env: { ...process.env, HUBBUB_INTERNAL_KEY: internalKey },
        stdin: "ignore",
        stdout: "inherit",
        stderr: "inherit",
        // A Ctrl-C of the terminal is this process's to act on: the child ends when told.
        ipc: (message: Ready) => isReady(message),
      }),
    );
    this.exited = this.#process.exited;
    const timeout = setTimeout(() => this.#process.kill("SIGKILL"), START_MS);
    this.ready = Promise.race([ready, this.exited.then(() => undefined)]).finally(() =>
      clearTimeout(timeout),
    );
  }

  async end(): Promise<void> {
    this.#process.kill("SIGTERM");
    const late = setTimeout(() => this.#process.kill("SIGKILL"), STOP_MS);
    await this.exited;
    clearTimeout(late);
  }
}

function authArguments({ data, workers, logLevel }: ServeFlags, port: number): string[] {
  const given = workers === undefined ? [] : ["--workers", workers];
  return ["--host", "127.0.0.1", "--port", String(port), "--data", data].concat(
    ["--trusted-proxies", "127.0.0.1,::1", "--log-level", logLevel],
    given,
  );
}
