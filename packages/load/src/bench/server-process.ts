import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onServerCore } from "./cores.ts";

const HUBBUB = join(import.meta.dir, "..", "..", "..", "hubbub", "src", "main.ts");
/** Between gateway and accounts service. */
const INTERNAL_KEY = crypto.randomUUID();
/** A server that isn't up after this long won't come up. */
const START_MS = 20_000;

/** A server under test, in a process of its own on the server's core. */
export interface ServerProcess extends AsyncDisposable {
  pid: number;
  /** http://… */
  url: URL;
}

/** The ws:// URL of a server. */
export function socketUrl({ url }: ServerProcess): URL {
  return new URL(`ws://${url.host}/ws`);
}

/** The broadcast loop that Hubbub is measured against. */
export async function startBareServer(): Promise<ServerProcess> {
  const script = join(import.meta.dir, "bare-server.ts");
  const child = start([script], {});
  const port = Number(await firstMatch(child, /^(\d+)$/m));
  return serverProcess(child, new URL(`http://127.0.0.1:${port}`), async () => {});
}

/** `hubbub serve` with these flags, profiled into the folder if there is one. */
export function startHubbub(flags: readonly string[], profile: string | undefined): Promise<ServerProcess> {
  const profiling = profile === undefined ? [] : ["--cpu-prof", "--cpu-prof-md", "--cpu-prof-dir", profile];
  return startCommand(profiling, "serve", flags);
}

/** `hubbub auth`, the accounts service alone, without limits on logins, whose hashes cost what they do by default. */
export function startAccounts(): Promise<ServerProcess> {
  return startCommand([], "auth", ["--limit-address", "off", "--limit-name", "off", "--limit-signup", "off"]);
}

/** A command of Hubbub's on a free port and with a data folder of its own that goes with it. */
async function startCommand(
  bunFlags: readonly string[],
  command: string,
  flags: readonly string[],
): Promise<ServerProcess> {
  const data = await mkdtemp(join(tmpdir(), "hubbub-bench-"));
  const child = start([...bunFlags, HUBBUB, command, "--port", "0", "--data", data, ...flags], {
    HUBBUB_LOG_LEVEL: "warn",
    HUBBUB_INTERNAL_KEY: INTERNAL_KEY,
  });
  const url = new URL(await firstMatch(child, /(http:\/\/[\d.]+:\d+)/));
  return serverProcess(child, url, () => rm(data, { recursive: true, force: true }));
}

type Child = Bun.Subprocess<"ignore", "pipe", "inherit">;

function start(args: readonly string[], env: Record<string, string>): Child {
  const child = Bun.spawn(onServerCore([process.execPath, ...args]), {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
    env: { ...process.env, ...env },
  });
  // Whatever ends the bench ends its servers.
  const kill = () => child.kill();
  process.on("exit", kill);
  void child.exited.then(() => process.off("exit", kill));
  return child;
}

function serverProcess(child: Child, url: URL, cleanUp: () => Promise<void>): ServerProcess {
  return {
    pid: child.pid,
    url,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.exited;
      await cleanUp();
    },
  };
}

/** What the server's first output that matches says; the rest of the output is read and dropped. */
async function firstMatch(child: Child, pattern: RegExp): Promise<string> {
  const found = Promise.withResolvers<string>();
  const timer = setTimeout(() => found.reject(new Error("The server didn't start in time.")), START_MS);
  const read = async () => {
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of child.stdout) {
      text += decoder.decode(chunk, { stream: true });
      const match = pattern.exec(text)?.[1];
      if (match !== undefined) found.resolve(match);
    }
    found.reject(new Error(`The server ended with ${await child.exited} instead of starting.`));
  };
  void read();
  try {
    return await found.promise;
  } finally {
    clearTimeout(timer);
  }
}
