import { setTimeout as delay } from "node:timers/promises";

import { type Log, unpinned } from "@hubbub/server";

import { ownCommand } from "./own-command.ts";

/** A service of Hubbub's own, run as a child: what it does can't slow the chat, nor its end of memory end it. */
export interface ServiceChild {
  readonly url: string;
  /** What the run that goes on now said of itself at its start. */
  readonly ready: Ready;
  close(): Promise<void>;
}

/** What a child sends over IPC when it serves. */
export interface Ready {
  type: "ready";
  port: number;
  setupCode?: string;
}

/** How to run a service, and what to do about its ends. */
export interface ServiceOptions {
  /** What it is called in the log: "the accounts service". */
  about: string;
  /** The command and its flags, but for its port. */
  command: readonly string[];
  env: Record<string, string>;
  log: Log;
  /** The child was started again, on the same port. */
  restarted?(ready: Ready): void;
}

/** The service refused to start; what it said is on stderr already. */
export class ServiceRefused extends Error {
  override name = "ServiceRefused";
}

/** How long the child may take for its start, and for its end, in ms. */
const START_MS = 30_000;
const STOP_MS = 10_000;
/** Wait before the child is started again, in ms: twice as long each time, up to the most, ... */
const RESTART_MS = 250;
const RESTART_MAX_MS = 30_000;
/** ... and short again once it has run for so long, in ms. */
const STEADY_MS = 60_000;

/**
 * Starts a service on a free port, and again on the same one whenever it ends unasked: the chat goes on
 * meanwhile. It ends with this process, however that ends. Rejects with ServiceRefused.
 */
export async function startServiceChild(options: ServiceOptions): Promise<ServiceChild> {
  let child = new Child(options, 0);
  const first = await child.ready;
  if (!first) throw new ServiceRefused("");

  let ready = first;
  const closing = new AbortController();
  const watch = async (): Promise<void> => {
    for (let waitMs = RESTART_MS; ; waitMs = Math.min(2 * waitMs, RESTART_MAX_MS)) {
      const startedAt = performance.now();
      const code = await child.exited;
      if (closing.signal.aborted) return;
      if (performance.now() - startedAt > STEADY_MS) waitMs = RESTART_MS;
      options.log.error({ code, waitMs }, `${options.about} ended; it is started again`);
      await delay(waitMs, undefined, { signal: closing.signal }).catch(() => {});
      if (closing.signal.aborted) return;
      child = new Child(options, first.port);
      const again = await child.ready;
      if (!again) continue;
      ready = again;
      options.restarted?.(again);
    }
  };
  const watching = watch();
  return {
    url: `http://127.0.0.1:${first.port}`,
    get ready() {
      return ready;
    },
    async close() {
      closing.abort();
      await child.end();
      await watching;
    },
  };
}

/** One run of the service. */
class Child {
  /** Undefined if it ended instead. */
  readonly ready: Promise<Ready | undefined>;
  /** Resolves with the exit code. */
  readonly exited: Promise<number>;
  readonly #process: Bun.Subprocess;

  constructor({ command, env }: ServiceOptions, port: number) {
    const { promise: ready, resolve: isReady } = Promise.withResolvers<Ready>();
    this.#process = unpinned(() =>
      Bun.spawn([...ownCommand(), ...command, "--port", String(port)], {
        env: { ...process.env, ...env },
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
