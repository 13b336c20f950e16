import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { spawnServer, temporaryFolder } from "@hubbub/devkit";

import { runHubbub } from "./run-hubbub.ts";

const folder = temporaryFolder();
/** A data folder that a server has used. */
const used = join(folder.path, "used");

beforeAll(async () => {
  const server = await spawnServer({ data: used });
  server.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});
afterAll(() => folder[Symbol.dispose]());

let copies = 0;
function copyOfUsed(): string {
  const data = join(folder.path, `copy-${++copies}`);
  cpSync(used, data, { recursive: true });
  return data;
}

/** Expects that `hubbub serve` ends, with all that it started, with this sentence alone and exit code 1. */
async function expectRefused(
  args: string[],
  sentence: RegExp,
  env: Record<string, string> = {},
): Promise<void> {
  const { stdout, stderr, code } = await runHubbub(["serve", "--port", "0", ...args], env);
  expect(stderr).toMatch(sentence);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr).toMatch(/\.\n$/);
  expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
}

test("[O7.1] a port that is taken is said, with what to do", async () => {
  const taken = Bun.serve({ port: 0, hostname: "127.0.0.1", reusePort: false, fetch: () => new Response() });
  const data = join(folder.path, "port");
  await expectRefused(
    ["--port", String(taken.port), "--data", data],
    new RegExp(`^Port ${taken.port} is taken: end what listens on it, or choose another with --port\\.`),
  );
  await taken.stop(true);
  expect(readdirSync(data)).not.toContain("control.json");
});

test("[O7.2] a data folder that can't be made or written is said", async () => {
  const file = join(folder.path, "file");
  writeFileSync(file, "");
  const sentence = /can't be made .* choose another with --data\.$/m;
  const authUrl = ["--auth-url", "http://127.0.0.1:1"];
  await expectRefused(["--data", join(file, "below")], sentence);
  await expectRefused(["--data", join(file, "below"), ...authUrl], sentence);
  await expectRefused(["--data", file], sentence);
  if (process.platform === "linux") await expectRefused(["--data", "/proc/none"], sentence);
});

test("[O7.3] a damaged database of either service is said, and is left as it is", async () => {
  for (const name of ["hubbub.sqlite", "accounts.sqlite"]) {
    const data = copyOfUsed();
    const path = join(data, name);
    const rubbish = "no database ".repeat(2_000);
    writeFileSync(path, rubbish);
    await expectRefused(["--data", data], new RegExp(`^\\S*${name} is damaged.*: restore`));
    expect(await Bun.file(path).text()).toBe(rubbish);
  }
});

test("[O7.3] a database whose pages were overwritten is said to be damaged", async () => {
  for (const name of ["hubbub.sqlite", "accounts.sqlite"]) {
    const data = copyOfUsed();
    const bytes = await Bun.file(join(data, name)).bytes();
    bytes.fill(0x55, 4096, bytes.length);
    writeFileSync(join(data, name), bytes);
    await expectRefused(["--data", data], new RegExp(`^\\S*${name} is damaged.*: restore`));
  }
});

test("[O7.4] a database of a newer release is said, and is left as it is", async () => {
  for (const name of ["hubbub.sqlite", "accounts.sqlite"]) {
    const data = copyOfUsed();
    {
      using database = new Database(join(data, name));
      database.run("PRAGMA user_version = 99");
    }
    await expectRefused(
      ["--data", data],
      new RegExp(`^\\S*${name} was written by a newer (version|release).*99.*: `),
    );
    using database = new Database(join(data, name));
    expect(database.query("PRAGMA user_version").get()).toEqual({ user_version: 99 });
  }
});

test("[O7.5] another program's database is said, and is left as it is", async () => {
  for (const name of ["hubbub.sqlite", "accounts.sqlite"]) {
    const data = join(folder.path, `foreign-${name}`);
    mkdirSync(data);
    {
      using database = new Database(join(data, name));
      database.run("CREATE TABLE recipes (text)");
    }
    await expectRefused(
      ["--data", data],
      new RegExp(`^\\S*${name} is (another program's|not an accounts) database`),
    );
  }
});

test("[O7.6] a data folder that another server has is said; that server goes on, and its setup code stays good", async () => {
  const data = join(folder.path, "of another");
  const server = await spawnServer({ data });
  await expectRefused(["--data", data], /hubbub\.sqlite is in use by another server: stop that one/);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(existsSync(join(data, "control.json"))).toBe(true);
  const body = JSON.stringify({ name: "Ada", password: "correct horse", setup_code: server.setupCode });
  const signup = await fetch(`${server.url}/auth/signup`, { method: "POST", body });
  expect(signup.status).toBe(201);
  server.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});

test.each([
  [["--port", "many"], /It must be a whole number\.$/m],
  [["--port", "-1"], /It must be a whole number\.$/m],
  [["--port", "65536"], /^There is no port 65536: --port takes 0 to 65535\.$/m],
  [["--flush", "never"], /Allowed choices are adaptive, immediate\.$/m],
  [["--rate-sends", "5"], /It must be like 100\/20\.$/m],
  [["--rate-commands", "0/0"], /It must be like 100\/20\.$/m],
  [["--log-level", "loud"], /Allowed choices are/],
  [["--workers", "3..1"], /swap them\.$/m],
  [["--workers", "many"], /It must be like 1\.\.4, or one number\.$/m],
  [
    ["--trusted-proxies", "10.0.0.0/33"],
    /^--trusted-proxies: "10\.0\.0\.0\/33" is neither .* nor a CIDR range\.$/m,
  ],
  [["--auth-url", "nonsense"], /^--auth-url: "nonsense" is no http:\/\/ or https:\/\/ address\.$/m],
  [["--auth-url", "file:///etc"], /is no http:\/\/ or https:\/\/ address\.$/m],
  [["--auth-url", "http://127.0.0.1:1", "--workers", "2"], /give it to `hubbub auth` instead\.$/m],
  [["--auth-url", "http://127.0.0.1:1", "--signup", "invite"], /^--signup .* `hubbub auth` instead\.$/m],
  [["--host", "203.0.113.1"], /can't listen on 203\.0\.113\.1 .*choose another with --host\.$/m],
  [["--host", "nowhere.invalid"], /can't listen on nowhere\.invalid .*choose another with --host\.$/m],
])("[O7.7] flags that can't be, %j, are said", async (args, sentence) => {
  const data = join(folder.path, `flags-${++copies}`);
  await expectRefused(["--data", data, ...args], sentence);
});

test("[O7.7] an unknown flag or command, and a variable that can't be, are said", async () => {
  const unknown = await runHubbub(["serve", "--nonsense"]);
  expect(unknown).toEqual({ stdout: "", stderr: "error: unknown option '--nonsense'\n", code: 1 });
  const command = await runHubbub(["servw"]);
  expect(command.stderr).toStartWith("error: unknown command 'servw'\n(Did you mean serve?)\n");
  expect(command.code).toBe(1);
  await expectRefused(["--data", join(folder.path, "variable")], /HUBBUB_MAX_CONNECTIONS.*whole number\.$/m, {
    HUBBUB_MAX_CONNECTIONS: "x",
  });
});

test.if(process.platform === "linux")(
  "[O7.8] a core that isn't there is said, with those that are",
  async () => {
    for (const core of ["999", "5000"]) {
      await expectRefused(
        ["--data", join(folder.path, `core-${core}`), "--cpu-affinity", core],
        new RegExp(`^There is no core ${core} to pin to: --cpu-affinity takes 0 to \\d+ here\\.$`, "m"),
      );
    }
  },
);

test("[N7.1] a database that isn't Postgres's, and NATS without a database, are refused with a sentence", async () => {
  const data = ["--data", join(folder.path, "cluster")];
  await expectRefused([...data, "--nats", "nats://127.0.0.1:1"], /^--nats .*: give --database too\.$/m);
  await expectRefused(
    [...data, "--database", "chat.sqlite"],
    /^--database must be the URL of a Postgres database/,
  );
  await expectRefused(data, /^--database must be/, { HUBBUB_DATABASE: "mysql://db" });
  expect(existsSync(join(folder.path, "cluster"))).toBe(false);
});
