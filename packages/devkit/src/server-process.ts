import { fileURLToPath } from "node:url";

const FROM_SOURCES = [
  process.execPath,
  "--no-orphans",
  fileURLToPath(new URL("../../hubbub/src/main.ts", import.meta.url)),
];

export interface ServerProcessOptions {
  data: string;
  /** Further flags of `hubbub serve`. */
  flags?: string[];
  env?: Record<string, string>;
  /** Whether it has a worker; default false, which is quicker. */
  worker?: boolean;
  /** Whether it serves the web client, which has to be built; default false. */
  web?: boolean;
  /** The program, such as an executable; default: the sources. */
  command?: string[];
  cwd?: string;
}

/** `hubbub serve` as a process of its own, to be killed for real. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** The line that it printed when it served. */
  readonly greeting: string;
  readonly setupCode: string | undefined;
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  kill(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): void;
}

/** Starts the server on a free port unless `flags` say otherwise. Rejects, with what it printed, if it ends. */
export async function spawnServer({
  data,
  flags = [],
  env = {},
  worker = false,
  web = false,
  command = FROM_SOURCES,
  cwd,
}: ServerProcessOptions): Promise<ServerProcess> {
  const without = [...(worker ? [] : ["--no-worker"]), ...(web ? [] : ["--no-web"])];
  const all = ["--port", "0", "--data", data, ...without, ...flags];
  const child = Bun.spawn([...command, "serve", ...all], {
    cwd,
    env: { ...process.env, HUBBUB_LOG_LEVEL: "error", ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  // A test that failed before its end leaves nothing running.
  const kill = (): void => child.kill("SIGKILL");
  process.on("exit", kill);
  void child.exited.then(() => process.off("exit", kill));
  const errors = new Response(child.stderr).text();
  const greeting = await readLine(child.stdout);
  const url = /Hubbub is on (\S+?)(?:;|$)/.exec(greeting)?.[1];
  if (url === undefined) {
    child.kill("SIGKILL");
    await child.exited;
    throw new Error(`The server did not start: ${greeting}${await errors}`);
  }
  return {
    url,
    pid: child.pid,
    greeting,
    setupCode: /--setup-code (\S+)/.exec(greeting)?.[1],
    ended: child.exited.then((code) => child.signalCode ?? code),
    kill: (signal) => child.kill(signal),
  };
}

/** The first line; the rest is read and dropped, so that the pipe never fills. */
async function readLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("\n")) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  void (async () => {
    while (!(await reader.read()).done);
  })();
  return text.slice(0, text.indexOf("\n"));
}
