import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RunFailed } from "./run-failed.ts";

/** A server that isn't up after this long won't come up, and one that isn't down is killed. */
const START_MS = 30_000;
const STOP_MS = 10_000;
/** Characters of what it said last that are kept. */
const SAID_MAX = 4000;

/** A server, in a process of its own that ends with this one, however that ends. */
export interface ServiceProcess extends AsyncDisposable {
  pid: number;
  /** http://… */
  url: URL;
  /** Whether it runs still. */
  readonly running: boolean;
  /** The end of what it wrote to stderr. */
  readonly said: string;
}

/**
 * Starts a server that says over IPC on which port of 127.0.0.1 it listens: `{type: "ready", port}`. `data` is a folder
 * that is removed with it. Rejects with RunFailed if it doesn't start.
 */
export async function startService(
  command: readonly string[],
  { env, data }: { env: Record<string, string>; data: string },
): Promise<ServiceProcess> {
  const ready = Promise.withResolvers<number>();
  const child = Bun.spawn([...command], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
    env: { ...withoutSettings(process.env), ...env },
    ipc: (message: { type: "ready"; port: number }) => ready.resolve(message.port),
  });
  const removeData = () => rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  const abandon = () => {
    child.kill("SIGKILL");
    removeData();
  };
  process.on("exit", abandon);
  let said = "";
  const reading = readText(child.stderr, (text) => {
    said = (said + text).slice(-SAID_MAX);
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await child.exited;
    clearTimeout(late);
    process.off("exit", abandon);
    removeData();
  };
  const late = setTimeout(() => ready.reject(new RunFailed("The server didn't start in time.")), START_MS);
  void child.exited.then(async () => {
    await reading;
    ready.reject(new RunFailed(`The server didn't start. ${said.trim()}`));
  });
  try {
    const url = new URL(`http://127.0.0.1:${await ready.promise}`);
    return {
      pid: child.pid,
      url,
      get running() {
        return child.exitCode === null && child.signalCode === null;
      },
      get said() {
        return said.trim();
      },
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** What is set for the servers of this machine is not for one that is measured. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("HUBBUB_")));
}

/** A new folder below the system's for temporary files. */
export function temporaryData(): string {
  return mkdtempSync(join(tmpdir(), "hubbub-load-"));
}

async function readText(stream: ReadableStream<Uint8Array>, take: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) take(decoder.decode(chunk, { stream: true }));
}
