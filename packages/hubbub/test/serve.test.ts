import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import { openRawClient, type ServerProcess, spawnServer, temporaryFolder } from "@hubbub/devkit";
import type { Reply } from "@hubbub/protocol";

import { childrenOf, isRunning, runHubbub } from "./run-hubbub.ts";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const PASSWORD = "correct horse";

async function signUp(url: string, name: string, setupCode?: string): Promise<string> {
  const body = JSON.stringify({ name, password: PASSWORD, setup_code: setupCode });
  const answer = await fetch(`${url}/auth/signup`, { method: "POST", body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function until(test: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await test())) await Bun.sleep(20);
}

const caseOf = async (reply: Promise<Reply["body"] | undefined>) => (await reply)?.case;
const send = (text: string) =>
  ({ case: "send", value: { channel: 1, clientId: crypto.randomUUID(), text } }) as const;

describe.if(process.platform === "linux")("the processes", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "[O3.6] %s ends the server and its accounts service with code 0; all that was sent is there the next time",
    async (signal) => {
      const data = join(folder.path, signal);
      const server = await spawnServer({ data });
      const [child] = childrenOf(server.pid);
      const token = await signUp(server.url, "Ada", server.setupCode);
      const client = await openRawClient(server.url, token);
      await client.ask({ case: "createChannel", value: { name: "kept" } });
      expect(await caseOf(client.ask(send("kept")))).toBe("sent");
      server.kill(signal);
      expect(await server.ended).toBe(0);
      expect((await client.closed).code).toBe(4000);
      expect(isRunning(child!)).toBe(false);
      // Nothing is left to clean up.
      expect(readdirSync(data).toSorted()).toEqual([
        "accounts.sqlite",
        "files",
        "hubbub.sqlite",
        "hubbub.sqlite-lock",
      ]);

      const again = await spawnServer({ data });
      expect(again.setupCode).toBeUndefined();
      const login = { method: "POST", body: JSON.stringify({ name: "Ada", password: PASSWORD }) };
      const answer = await fetch(`${again.url}/auth/login`, login);
      const { access_token } = (await answer.json()) as { access_token: string };
      const back = await openRawClient(again.url, access_token);
      const page = await back.ask({ case: "history", value: { channel: 1, after: 2, before: 0, limit: 0 } });
      expect(page).toMatchObject({
        case: "events",
        value: { events: [{ body: { value: { text: "kept" } } }] },
      });
      again.kill("SIGTERM");
      await again.ended;
    },
  );

  test("[O3.7] a server that is killed leaves no accounts service behind, and starts again on the same folder", async () => {
    const data = join(folder.path, "killed");
    const server = await spawnServer({ data });
    const children = childrenOf(server.pid);
    expect(children).toHaveLength(1);
    server.kill("SIGKILL");
    expect(await server.ended).toBe("SIGKILL");
    await until(() => !children.some(isRunning));
    const again = await spawnServer({ data });
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
    again.kill("SIGTERM");
    expect(await again.ended).toBe(0);
  });

  test("[O3.8] an accounts service that dies is started again at the same address; the chat goes on meanwhile", async () => {
    const server = await spawnServer({
      data: join(folder.path, "child dies"),
      env: { HUBBUB_LOG_LEVEL: "fatal" },
    });
    const client = await openRawClient(server.url, await signUp(server.url, "Ada"));
    await client.ask({ case: "createChannel", value: { name: "goes on" } });
    for (let round = 0; round < 2; round++) {
      const [child] = childrenOf(server.pid);
      process.kill(child!, "SIGKILL");
      await until(() => !isRunning(child!));
      expect(await caseOf(client.ask(send("meanwhile")))).toBe("sent");
      await until(async () => (await fetch(`${server.url}/readyz`)).status === 200);
      const login = { method: "POST", body: JSON.stringify({ name: "Ada", password: PASSWORD }) };
      const answer = await fetch(`${server.url}/auth/login`, login);
      expect(answer.status).toBe(200);
      const { access_token } = (await answer.json()) as { access_token: string };
      expect(
        await caseOf(
          (await openRawClient(server.url)).ask({ case: "authenticate", value: { token: access_token } }),
        ),
      ).toBe("welcome");
    }
    const [child] = childrenOf(server.pid);
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect(isRunning(child!)).toBe(false);
  });

  test("[O3.9] the server ends also while its accounts service is down", async () => {
    const server = await spawnServer({ data: join(folder.path, "both"), env: { HUBBUB_LOG_LEVEL: "fatal" } });
    process.kill(childrenOf(server.pid)[0]!, "SIGKILL");
    await until(() => childrenOf(server.pid).length === 0);
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
  });

  test("[O8.1] --cpu-affinity pins the main thread and nothing else, neither now nor in an accounts service started later", async () => {
    const last = availableParallelism() - 1;
    const flags = ["--cpu-affinity", String(last)];
    const server = await spawnServer({
      data: join(folder.path, "pinned"),
      flags,
      env: { HUBBUB_LOG_LEVEL: "fatal" },
    });
    await signUp(server.url, "Ada");
    const all = coresOf(process.pid).get(process.pid);
    const expectFree = (pid: number, cores: Map<number, string>): void => {
      for (const [thread, allowed] of cores) if (thread !== pid) expect(allowed).toBe(all!);
    };
    const main = coresOf(server.pid);
    expect(main.get(server.pid)).toBe(String(last));
    expectFree(server.pid, main);
    const [child] = childrenOf(server.pid);
    process.kill(child!, "SIGKILL");
    await until(async () => !isRunning(child!) && (await fetch(`${server.url}/readyz`)).status === 200);
    const [next] = childrenOf(server.pid);
    expect(coresOf(next!).get(next!)).toBe(all!);
    expectFree(next!, coresOf(next!));
    expect(coresOf(server.pid).get(server.pid)).toBe(String(last));
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
  });
});

test("[O8.2] a server whose accounts service can't be reached starts, is not ready, and says so", async () => {
  const server: ServerProcess = await spawnServer({
    data: join(folder.path, "alone"),
    flags: ["--auth-url", "http://127.0.0.1:1"],
  });
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const ready = await fetch(`${server.url}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([503, "The accounts service does not answer.\n"]);
  server.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});

describe("hubbub profile", () => {
  test("[O6.3] writes a .cpuprofile of the running server, and says what to open it with", async () => {
    const data = join(folder.path, "profiled");
    const server = await spawnServer({ data });
    const out = join(folder.path, "server.cpuprofile");
    const { stdout, stderr, code } = await runHubbub([
      "profile",
      "--data",
      data,
      "--seconds",
      "0.5",
      "--out",
      out,
    ]);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toStartWith(`${out}: open it in`);
    const profile = JSON.parse(readFileSync(out, "utf8")) as {
      nodes: { id: number }[];
      samples: number[];
      timeDeltas: number[];
    };
    const ids = new Set(profile.nodes.map(({ id }) => id));
    expect(profile.samples.every((id) => ids.has(id))).toBe(true);
    expect(profile.timeDeltas).toHaveLength(profile.samples.length);
    const bad = await runHubbub(["profile", "--data", data, "--seconds", "x", "--out", `${out}.2`]);
    expect(bad).toEqual({ stdout: "", stderr: "seconds: more than 0, at most 300.\n", code: 1 });
    expect(existsSync(`${out}.2`)).toBe(false);
    server.kill("SIGKILL");
    await server.ended;
    const gone = await runHubbub(["profile", "--data", data, "--out", `${out}.3`]);
    expect(gone.stderr).toMatch(
      /^The server on http:\S+ \(process \d+\) does not answer: is it still running\?\n$/,
    );
    expect(gone.code).toBe(1);
  });

  test("[O6.4] says so where no server runs, or the file can't be written", async () => {
    const none = await runHubbub(["profile", "--data", join(folder.path, "none")]);
    expect(none.stderr).toMatch(
      /^No server runs on .*: start it with "hubbub serve", or name its folder with --data\.\n$/,
    );
    expect(none.code).toBe(1);
  });
});

test("[O14.1] every command's help says what it does, each flag with its meaning and, if it has one, its default", async () => {
  const { stdout, code } = await runHubbub(["--help"]);
  expect(code).toBe(0);
  const commands = [...stdout.matchAll(/^ {2}([a-z]+)(?: \[| {2}| <)/gm)].map(([, name]) => name!);
  expect(commands).toContain("serve");
  for (const command of commands.filter((name) => name !== "help")) {
    const help = await runHubbub([command, "--help"]);
    expect(help.code).toBe(0);
    expect(help.stderr).toBe("");
    expect(help.stdout).toStartWith(`Usage: hubbub ${command}`);
    // A flag's meaning begins on its line, or on the next if the flag is long.
    for (const [line] of help.stdout.matchAll(/^ {2}-.*\n(?: {8,}.*\n)*/gm))
      expect(line).toMatch(/\S {2,}\S|\n {8,}\S/);
  }
}, 60_000);

/** The cores that each thread of a process may run on, as the kernel writes them. */
function coresOf(pid: number): Map<number, string> {
  return new Map(
    readdirSync(`/proc/${pid}/task`).map((thread) => {
      const status = readFileSync(`/proc/${pid}/task/${thread}/status`, "utf8");
      return [Number(thread), /^Cpus_allowed_list:\s+(\S+)$/m.exec(status)![1]!];
    }),
  );
}
