import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildExecutable } from "../build/build-executable.ts";

// Hashes and processes share their cores with whatever else runs.
setDefaultTimeout(60_000);

const SCRIPT = new URL("./accounts-commands.process.ts", import.meta.url).pathname;
const PARENT = new URL("./start-and-wait.process.ts", import.meta.url).pathname;
const CHEAP = ["--port", "0", "--memory-cost", "64", "--time-cost", "1", "--log-level", "silent"];

function tempFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "hubbub-auth-command-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

interface Ready {
  type: string;
  port: number;
  setupCode?: string;
}

/** `hubbub auth` with an IPC channel, and what it sends first. */
function startChild(args: string[], env: Record<string, string> = {}) {
  const { promise, resolve } = Promise.withResolvers<Ready>();
  const child = Bun.spawn([process.execPath, SCRIPT, "auth", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
    ipc: resolve,
  });
  return { child, ready: promise };
}

const textOf = (stream: ReadableStream) => new Response(stream).text();

const run = async (...args: string[]) => {
  const child = Bun.spawn([process.execPath, SCRIPT, "auth", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    child.exited,
  ]);
  return { stdout, stderr, code };
};

test("[O3.1] with an IPC channel the service sends its port and setup code there, and prints nothing", async () => {
  using folder = tempFolder();
  const { child, ready } = startChild([...CHEAP, "--data", folder.path]);
  const message = await ready;
  expect(message).toEqual({
    type: "ready",
    port: expect.any(Number),
    setupCode: expect.stringMatching(/^(\w{5}-?){4}$/),
  });
  const body = JSON.stringify({ name: "Ada", password: "correct horse", setup_code: message.setupCode });
  const answer = await fetch(`http://127.0.0.1:${message.port}/auth/signup`, { method: "POST", body });
  expect(await answer.json()).toMatchObject({ user: { id: 1, admin: true } });
  expect(readdirSync(folder.path)).toContain("accounts.sqlite");
  child.kill("SIGTERM");
  expect(await child.exited).toBe(0);
  expect(await textOf(child.stdout)).toBe("");
  expect(await textOf(child.stderr)).toBe("");
  expect(readdirSync(folder.path)).toEqual(["accounts.sqlite"]);
});

test("[O3.2] the service ends when the channel to its parent is closed", async () => {
  using folder = tempFolder();
  const { child, ready } = startChild([...CHEAP, "--data", folder.path]);
  await ready;
  child.disconnect();
  expect(await child.exited).toBe(0);
});

test("[O3.2] the service ends when its parent is killed, so that no orphan stays", async () => {
  using folder = tempFolder();
  const parent = Bun.spawn([process.execPath, PARENT, folder.path], { stdio: ["ignore", "pipe", "inherit"] });
  const output = parent.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { port } = JSON.parse((await output.read()).value ?? "") as Ready;
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  parent.kill("SIGKILL");
  // The output ends when the last process that has it, the service, is gone.
  while (!(await output.read()).done) continue;
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});

test("[O3.3] Ctrl-C ends a service that was started by hand; one with a parent leaves it to the parent", async () => {
  using folder = tempFolder();
  const byHand = Bun.spawn([process.execPath, SCRIPT, "auth", ...CHEAP, "--data", folder.path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = byHand.stdout.pipeThrough(new TextDecoderStream()).getReader();
  expect((await output.read()).value).toMatch(
    /^Accounts service on http:\/\/127\.0\.0\.1:\d+, setup code (\w{5}-?){4}\n$/,
  );
  byHand.kill("SIGINT");
  expect(await byHand.exited).toBe(0);

  const { child, ready } = startChild([...CHEAP, "--data", folder.path]);
  const { port } = await ready;
  child.kill("SIGINT");
  for (let i = 0; i < 5; i++) expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  child.disconnect();
  expect(await child.exited).toBe(0);
});

test("[O3.4] flags and HUBBUB_ variables set the service up; a flag wins", async () => {
  using folder = tempFolder();
  const env = {
    HUBBUB_DATA: folder.path,
    HUBBUB_INTERNAL_KEY: "0123456789abcdef",
    HUBBUB_AUTH_WORKERS: "2..3",
    HUBBUB_AUTH_ACCESS_TOKEN_SECONDS: "77",
    HUBBUB_AUTH_LIMIT_NAME: "1/1",
    HUBBUB_AUTH_LIMIT_ADDRESS: "off",
  };
  const { child, ready } = startChild([...CHEAP, "--access-token-seconds", "88"], env);
  const { port } = await ready;
  const url = `http://127.0.0.1:${port}`;
  const post = (path: string, body: object) =>
    fetch(url + path, { method: "POST", body: JSON.stringify(body) });
  expect(await (await post("/auth/signup", { name: "Ada", password: "correct horse" })).json()).toMatchObject(
    { expires_in: 88 },
  );
  expect((await post("/auth/login", { name: "Ada", password: "correct horse" })).status).toBe(200);
  expect((await post("/auth/login", { name: "Ada", password: "correct horse" })).status).toBe(429);
  const feed = await fetch(`${url}/auth/revocations`, {
    headers: { Authorization: "Bearer 0123456789abcdef" },
  });
  expect(feed.status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain("\nhubbub_auth_hash_workers 2\n");
  child.kill();
  await child.exited;
});

test.if(process.platform === "linux")(
  "[P6.2] the service and its hash workers run at a lower scheduling priority",
  async () => {
    using folder = tempFolder();
    const { child, ready } = startChild([...CHEAP, "--data", folder.path]);
    await ready;
    // Field 2 of proc_pid_stat(5) is the thread's name, 19 its nice value.
    const threads = readdirSync(`/proc/${child.pid}/task`).map((thread) => {
      const stat = readFileSync(`/proc/${child.pid}/task/${thread}/stat`, "utf8");
      const end = stat.lastIndexOf(")");
      const nice = Number(stat.slice(end + 2).split(" ")[16]);
      return { main: Number(thread) === child.pid, name: stat.slice(stat.indexOf("(") + 1, end), nice };
    });
    expect(threads.find(({ main }) => main)?.nice).toBe(10);
    // The service hashed once before it was ready, so its worker is there; a thread just begun has its maker's name.
    const workers = threads.filter(({ name }) => name === "Worker");
    expect(workers.length).toBeGreaterThan(0);
    expect(workers.every(({ nice }) => nice === 10)).toBe(true);
    child.kill();
    await child.exited;
  },
);

test("[O3.5] a start that can't be ends with one sentence on stderr and exit code 1", async () => {
  using folder = tempFolder();
  writeFileSync(join(folder.path, "accounts.sqlite"), "no database ".repeat(1000));
  const taken = Bun.serve({ port: 0, hostname: "127.0.0.1", reusePort: false, fetch: () => new Response() });
  const fresh = join(folder.path, "fresh");
  const cases: [args: string[], sentence: RegExp][] = [
    [["--data", folder.path], /accounts\.sqlite is damaged: restore it from a backup/],
    [["--data", "/proc/none"], /name another data folder\.$/],
    [["--data", fresh, "--port", String(taken.port)], /the port is taken: end the program that has it/],
    [["--data", fresh, "--workers", "3..2"], /swap them\.$/],
    [["--data", fresh, "--internal-key", "short"], /internalKey must be 16 or more/],
    [["--data", fresh, "--workers", "many"], /It must be like 1\.\.4, or one number\.$/],
    [["--data", fresh, "--port", "-1"], /It must be a whole number\.$/],
    [["--data", fresh, "--limit-name", "5"], /It must be like 10\/6, or "off"\.$/],
    [["--data", fresh, "--trusted-proxies", "everyone"], /neither an IP address nor a CIDR range/],
  ];
  for (const [args, sentence] of cases) {
    const { stdout, stderr, code } = await run(...CHEAP, ...args);
    expect(stderr.trim()).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
  }
  await taken.stop(true);
});

test("[O3.5] a start that can't be ends also with a parent, which sees the exit code", async () => {
  const { child } = startChild([...CHEAP, "--data", "/proc/none"]);
  expect(await child.exited).toBe(1);
});

test("[O5.1] the compiled executable hashes passwords: its workers are in it", async () => {
  using folder = tempFolder();
  const exe = join(folder.path, "accounts");
  await buildExecutable(exe);
  const child = Bun.spawn([exe, "auth", ...CHEAP, "--data", folder.path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  expect((await output.read()).value).toStartWith("Accounts service on http://127.0.0.1:");
  child.kill();
  expect(await child.exited).toBe(0);
});
