import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Accounts, type Channel, Hubbub, MemorySession } from "@hubbub/client";
import {
  findNats,
  findPostgres,
  type NatsServer,
  NO_NATS,
  NO_POSTGRES,
  type PostgresServer,
  type ServerProcess,
  spawnServer,
  startNats,
  startPostgres,
  temporaryFolder,
} from "@hubbub/devkit";

import { childrenOf, MAIN, runHubbub } from "./run-hubbub.ts";

setDefaultTimeout(60_000);

const isThere = findPostgres() !== undefined && findNats() !== undefined;
const SCRIPT = new URL("./accounts-commands.process.ts", import.meta.url).pathname;
const KEY = "0123456789abcdef";
const PASSWORD = "correct horse";

describe.skipIf(!isThere)("hubbub serve --database --nats", () => {
  const folder = temporaryFolder();
  let postgres: PostgresServer;
  let nats: NatsServer;
  const servers: ServerProcess[] = [];

  beforeAll(async () => {
    postgres = await startPostgres();
    nats = await startNats();
  });
  afterAll(async () => {
    for (const server of servers) server.kill("SIGTERM");
    await Promise.all(servers.map(({ ended }) => ended));
    await nats?.[Symbol.asyncDispose]();
    await postgres?.[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  /** A node with a data folder of its own. */
  async function serve(name: string, database: string, flags: string[] = []): Promise<ServerProcess> {
    const env = { HUBBUB_DATABASE: database, HUBBUB_NATS: nats.url, HUBBUB_INTERNAL_KEY: KEY };
    const server = await spawnServer({ data: join(folder.path, name), flags, env });
    servers.push(server);
    return server;
  }

  test("[N7.2] two nodes with one accounts service, all on one database: people at both talk with each other", async () => {
    const database = await postgres.database();
    await using auth = await startAccounts(database);
    const flags = ["--auth-url", auth.url];
    const nodes = [await serve("a", database, flags), await serve("b", database, flags)];
    const sessions = [await signUp(nodes[0]!.url, "ann"), await signUp(nodes[1]!.url, "bob")];
    await expectTalk(nodes, sessions);
    expect(existsSync(join(folder.path, "a", "hubbub.sqlite"))).toBe(false);
    expect(existsSync(join(folder.path, "a", "accounts.sqlite"))).toBe(false);
  });

  test("[N7.3] each node may start an accounts service of its own: who signs up at one logs in at the other, and is ended at both", async () => {
    const database = await postgres.database();
    const nodes = [await serve("c", database), await serve("d", database)];
    await signUp(nodes[0]!.url, "ann");
    const ann = new MemorySession(
      await new Accounts(nodes[1]!.url).login({ name: "ann", password: PASSWORD }),
    );
    await expectTalk(nodes, [await signUp(nodes[1]!.url, "bob"), ann]);
    const client = await Hubbub.connect({ url: nodes[0]!.url, session: ann });
    const ended = new Promise<void>((resolve) => {
      client.on("status", ({ state }) => {
        if (state === "closed") resolve();
      });
    });
    const disabled = await runHubbub(["user", "disable", "ann"], { HUBBUB_DATABASE: database });
    expect(disabled).toMatchObject({ code: 0, stdout: "Account ann is disabled.\n" });
    await ended;
    client.close();
    const login = new Accounts(nodes[1]!.url).login({ name: "ann", password: PASSWORD });
    await expect(login).rejects.toMatchObject({ name: expect.any(String) });
  });

  test("[N7.4] the database's password is in no command line but the one that it was written on", async () => {
    const database = await postgres.database();
    const node = await serve("e", database);
    const [child] = childrenOf(node.pid);
    expect(readFileSync(`/proc/${child}/cmdline`, "utf8")).toContain("auth");
    expect(readFileSync(`/proc/${child}/cmdline`, "utf8")).not.toContain("postgres:");
  });

  test("[N7.5] on a shared database no worker is started, and files stay with the node, which the log and --help say", async () => {
    const flags = ["serve", "--port", "0", "--no-web", "--data", join(folder.path, "f")];
    const env = {
      HUBBUB_DATABASE: await postgres.database(),
      HUBBUB_NATS: nats.url,
      HUBBUB_LOG_LEVEL: "warn",
    };
    const child = Bun.spawn([process.execPath, MAIN, ...flags], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    expect((await child.stdout.getReader().read()).done).toBe(false);
    expect(childrenOf(child.pid)).toHaveLength(1);
    child.kill("SIGTERM");
    const said = await new Response(child.stderr).text();
    expect(said).toContain("no worker with --database: no search");
    expect(said).toContain("uploaded files are in this node's data folder");
    const { stdout: help } = await runHubbub(["serve", "--help"]);
    expect(help.replaceAll(/\s+/g, " ")).toContain("none is started with --database");
  });
});

/** `hubbub auth` as a process of its own. */
async function startAccounts(database: string): Promise<{ url: string } & AsyncDisposable> {
  const { promise, resolve } = Promise.withResolvers<{ port: number }>();
  const flags = ["--port", "0", "--memory-cost", "64", "--time-cost", "1", "--log-level", "error"];
  const child = Bun.spawn([process.execPath, SCRIPT, "auth", ...flags, "--database", database], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, HUBBUB_INTERNAL_KEY: KEY },
    ipc: resolve,
  });
  const { port } = await promise;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

const signUp = async (url: string, name: string): Promise<MemorySession> =>
  new MemorySession(await new Accounts(url).signup({ name, password: PASSWORD }));

/** Expects that a person at each node hears the other, all in one order. */
async function expectTalk(nodes: ServerProcess[], sessions: MemorySession[]): Promise<void> {
  const clients = await Promise.all(
    nodes.map(({ url }, n) => Hubbub.connect({ url, session: sessions[n]! })),
  );
  const { id } = await clients[0]!.ask("createChannel", { name: "tea" });
  const channels = await Promise.all(clients.map((client) => client.join(id)));
  const heard = channels.map((channel) => texts(channel, 20));
  await Promise.all(Array.from({ length: 20 }, (_, n) => channels[n % 2]!.send(`message ${n}`)));
  const [first, second] = await Promise.all(heard);
  expect(first).toEqual(second!);
  expect(new Set(first).size).toBe(20);
  for (const client of clients) client.close();
}

/** Resolves with the channel's next messages' texts. */
function texts(channel: Channel, count: number): Promise<string[]> {
  const heard: string[] = [];
  return new Promise((resolve) => {
    channel.on("message", ({ text }) => {
      if (heard.push(text) === count) resolve(heard);
    });
  });
}

if (findPostgres() === undefined) test.skip(NO_POSTGRES, () => {});
if (findNats() === undefined) test.skip(NO_NATS, () => {});
