import { afterAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import {
  openRawClient,
  type ServerProcess,
  spawnServer,
  startTokenMint,
  temporaryFolder,
} from "@hubbub/devkit";

import { childrenOf, isRunning, runHubbub } from "./run-hubbub.ts";

const folder = temporaryFolder();
const mint = await startTokenMint();
afterAll(async () => {
  folder[Symbol.dispose]();
  await mint.close();
});

/** A server whose only child is its worker. */
function serveWithWorker(name: string): Promise<ServerProcess> {
  const flags = ["--auth-url", mint.url, "--internal-key", mint.internalKey];
  return spawnServer({
    data: join(folder.path, name),
    flags,
    worker: true,
    env: { HUBBUB_LOG_LEVEL: "fatal" },
  });
}

async function until(test: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await test())) await Bun.sleep(20);
}

const hasWorkerFigures = async (url: string): Promise<boolean> =>
  (await (await fetch(`${url}/metrics`)).text()).includes("hubbub_worker_cpu_seconds");

describe.if(process.platform === "linux")("hubbub worker", () => {
  test("[W1.1] the server runs a worker at a lower priority, shows its figures in /metrics, and ends it; its database is one file then", async () => {
    const server = await serveWithWorker("ends");
    const [worker] = childrenOf(server.pid);
    const stat = readFileSync(`/proc/${worker}/stat`, "utf8");
    const niceness = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
    expect(niceness).toBeGreaterThanOrEqual(10);
    expect(await hasWorkerFigures(server.url)).toBe(true);
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect(isRunning(worker!)).toBe(false);
    const files = readdirSync(join(folder.path, "ends")).toSorted();
    expect(files).toEqual(["files", "hubbub.sqlite", "hubbub.sqlite-lock", "worker.sqlite"]);
  });

  test("[W1.2] a worker that dies is started again at the same address; the chat goes on meanwhile", async () => {
    const server = await serveWithWorker("dies");
    const client = await openRawClient(server.url, await mint.token(1));
    await client.ask({ case: "createChannel", value: { name: "goes on" } });
    const [worker] = childrenOf(server.pid);
    process.kill(worker!, "SIGKILL");
    await until(() => !isRunning(worker!));
    const sent = await client.ask({
      case: "send",
      value: { channel: 1, clientId: crypto.randomUUID(), text: "meanwhile" },
    });
    expect(sent?.case).toBe("sent");
    await until(() => hasWorkerFigures(server.url));
    expect(childrenOf(server.pid)).not.toContain(worker!);
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
  });

  test("[W1.3] a server that is killed leaves no worker behind", async () => {
    const server = await serveWithWorker("killed");
    const [worker] = childrenOf(server.pid);
    server.kill("SIGKILL");
    await server.ended;
    await until(() => !isRunning(worker!));
  });
});

test("[W1.4] a worker without a server's database says so", async () => {
  const args = ["worker", "--data", folder.path, "--gateway-url", "http://127.0.0.1:1"];
  const { stdout, stderr, code } = await runHubbub(args, { HUBBUB_WORKER_KEY: "key" });
  expect(stderr).toMatch(/^The worker can't read \S+hubbub\.sqlite .*"hubbub serve" makes this file.*\.\n$/);
  expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
});
