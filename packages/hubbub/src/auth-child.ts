import { fileURLToPath } from "node:url";

import type { ServeFlags } from "./serve-config.ts";

/** The accounts service, run as a child: its hashing can't slow the chat, nor its end of memory end it. */
export interface AuthChild {
  readonly url: string;
  readonly internalKey: string;
  readonly setupCode: string | undefined;
  /** Resolves when the child has ended without having been asked to. */
  readonly ended: Promise<"ended">;
  close(): Promise<void>;
}

/** The accounts service refused to start; what it said is on stderr already. */
export class AuthChildRefused extends Error {
  override name = "AuthChildRefused";
}

/** How long the child may take for its start, and for its end, in ms. */
const START_MS = 30_000;
const STOP_MS = 10_000;

interface Ready {
  type: "ready";
  port: number;
  setupCode?: string;
}

/** Starts `hubbub auth` on a free port. It ends with this process, however that ends. */
export async function startAuthChild(flags: ServeFlags): Promise<AuthChild> {
  const internalKey = crypto.randomUUID();
  const { promise: ready, resolve: isReady } = Promise.withResolvers<Ready>();
  const child = Bun.spawn([...ownCommand(), "auth", ...authArguments(flags)], {
    env: { ...process.env, HUBBUB_INTERNAL_KEY: internalKey },
    stdin: "ignore",
    stdout: "inherit",
    stderr: "inherit",
    // A Ctrl-C of the terminal is this process's to act on: the child ends when told.
    ipc: (message: Ready) => isReady(message),
  });
  const timeout = setTimeout(() => child.kill(), START_MS);
  const started = await Promise.race([ready, child.exited]);
  clearTimeout(timeout);
  if (typeof started === "number") throw new AuthChildRefused("");

  let closing = false;
  const ended = new Promise<"ended">((resolve) => {
    void child.exited.then(() => closing || resolve("ended"));
  });
  const close = async (): Promise<void> => {
    closing = true;
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await child.exited;
    clearTimeout(late);
  };
  const url = `http://127.0.0.1:${started.port}`;
  return { url, internalKey, setupCode: started.setupCode, ended, close };
}

function authArguments({ data, workers, logLevel }: ServeFlags): string[] {
  const given = workers === undefined ? [] : ["--workers", workers];
  return ["--host", "127.0.0.1", "--port", "0", "--data", data, "--trusted-proxies", "127.0.0.1,::1"].concat(
    ["--log-level", logLevel],
    given,
  );
}

/** How to run this program: as a script of Bun's, or as the executable made from it. */
function ownCommand(): string[] {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  return Bun.isStandaloneExecutable ? [process.execPath] : [process.execPath, main];
}
