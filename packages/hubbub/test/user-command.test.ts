import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { authDefaults, type AuthService, createLog, startAuth, type TokenResponse } from "@hubbub/auth";

// Hashes and processes share their cores with whatever else runs.
setDefaultTimeout(60_000);

const SCRIPT = new URL("./accounts-commands.process.ts", import.meta.url).pathname;
const PASSWORD = "correct horse";

let data: string;
let auth: AuthService;

// The service runs meanwhile: that is how the commands are used.
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "hubbub-user-command-"));
  const database = join(data, "accounts.sqlite");
  const config = {
    ...authDefaults,
    port: 0,
    database,
    memoryCost: 64,
    timeCost: 1,
    internalKey: "0123456789abcdef",
  };
  auth = await startAuth(config, { log: createLog("silent") });
});
afterAll(async () => {
  await auth.close();
  rmSync(data, { recursive: true, force: true });
});

const textOf = (stream: ReadableStream) => new Response(stream).text();

/** Runs `hubbub user …` with a standard input. */
const user = async (args: string[], input = "", folder = data) => {
  const child = Bun.spawn([process.execPath, SCRIPT, "user", ...args, "--data", folder], {
    stdio: [new TextEncoder().encode(input), "pipe", "pipe"],
  });
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    child.exited,
  ]);
  return { stdout, stderr, code };
};

const post = async (path: string, body: object) => {
  const answer = await fetch(auth.url + path, { method: "POST", body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as TokenResponse };
};
const login = (name: string, password = PASSWORD) => post("/auth/login", { name, password });
const add = async (name: string, ...more: string[]) => {
  const { code } = await user(["add", name, "--password-stdin", ...more], `${PASSWORD}\n`);
  expect(code).toBe(0);
};
const newestRevocation = async () => {
  const answer = await fetch(`${auth.url}/auth/revocations`, {
    headers: { Authorization: "Bearer 0123456789abcdef" },
  });
  return ((await answer.json()) as { revocations: unknown[] }).revocations.at(-1);
};

test("[O4.1] user add makes an account that can log in, --admin an administrator", async () => {
  const made = await user(["add", "Ada", "--password-stdin"], `${PASSWORD}\n`);
  expect(made).toEqual({ stdout: "Account Ada made, with id 1.\n", stderr: "", code: 0 });
  await add("Boss", "--admin");
  expect((await login("Ada")).body).toMatchObject({ user: { id: 1, name: "Ada", admin: false } });
  expect((await login("Boss")).body).toMatchObject({ user: { id: 2, name: "Boss", admin: true } });
});

test("[O4.1] user add makes the database before the first start, other orders do not", async () => {
  const folder = join(data, "other");
  expect(await user(["list"], "", folder)).toMatchObject({
    code: 1,
    stderr: `There is no accounts database at ${folder}/accounts.sqlite: name the data folder of the service.\n`,
  });
  expect(existsSync(folder)).toBe(false);
  expect((await user(["add", "Ada", "--password-stdin"], PASSWORD, folder)).code).toBe(0);
  expect((await user(["list"], "", folder)).stdout).toContain("Ada");
});

test("[O4.2] user list shows every account with its role and state", async () => {
  await add("Listed");
  await user(["disable", "listed"]);
  const { stdout } = await user(["list"]);
  const [head, ...lines] = stdout
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  expect(head).toEqual(["id", "name", "role", "state", "created"]);
  expect(lines).toContainEqual([
    "2",
    "Boss",
    "admin",
    "enabled",
    expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  ]);
  expect(lines).toContainEqual([expect.any(String), "Listed", "user", "disabled", expect.any(String)]);
});

test("[O4.3] user disable ends the sessions and refuses logins until user enable", async () => {
  await add("Carol");
  const { refresh_token, user: carol } = (await login("Carol")).body;
  expect((await user(["disable", "carol"])).stdout).toBe("Account carol is disabled.\n");
  expect((await post("/auth/refresh", { refresh_token })).status).toBe(401);
  expect((await login("Carol")).status).toBe(403);
  expect(await newestRevocation()).toMatchObject({
    user: carol.id,
    sid: null,
    reason: "disabled",
  });
  expect((await user(["enable", "Carol"])).stdout).toBe("Account Carol is enabled.\n");
  expect((await login("Carol")).status).toBe(200);
});

test("[O4.4] user set-password replaces the password and ends the sessions", async () => {
  await add("Dave");
  const { refresh_token } = (await login("Dave")).body;
  const set = await user(["set-password", "Dave", "--password-stdin"], "battery staple\r\n");
  expect(set).toEqual({ stdout: "Account Dave has another password.\n", stderr: "", code: 0 });
  expect((await post("/auth/refresh", { refresh_token })).status).toBe(401);
  expect((await login("Dave")).status).toBe(401);
  expect((await login("Dave", "battery staple")).status).toBe(200);
  expect(await newestRevocation()).toMatchObject({ sid: null, reason: "password" });
});

test("[O4.5] user make-admin makes an administrator and voids the setup code", async () => {
  await add("Eve");
  expect((await user(["make-admin", "Eve"])).stdout).toBe("Account Eve is an administrator.\n");
  expect((await login("Eve")).body).toMatchObject({ user: { admin: true } });
  const late = { name: "late", password: PASSWORD, setup_code: auth.setupCode };
  expect((await post("/auth/signup", late)).status).toBe(403);
});

test("[O4.6] what can't be done is said in one sentence, with exit code 1", async () => {
  await add("Known");
  const cases: [args: string[], input: string, stderr: string][] = [
    [["disable", "Nobody"], "", "There is no account named Nobody.\n"],
    [["add", "KNOWN", "--password-stdin"], PASSWORD, "There is an account named KNOWN already.\n"],
    [["add", " x", "--password-stdin"], PASSWORD, "The name begins or ends with white space.\n"],
    [["add", "x", "--password-stdin"], "short\n", "The password has less than 8 bytes.\n"],
    [["set-password", "Known", "--password-stdin"], "", "The password has less than 8 bytes.\n"],
    [["add", "x"], "", "There is no terminal to ask for the password: use --password-stdin.\n"],
  ];
  for (const [args, input, stderr] of cases) {
    expect(await user(args, input)).toEqual({ stdout: "", stderr, code: 1 });
  }
});

/** Runs `hubbub user …` on a terminal of its own, answering each prompt; gives all that the terminal showed. */
async function onTerminal(args: string[], answers: string[]): Promise<{ shown: string; code: number }> {
  let shown = "";
  let prompts = 0;
  const child = Bun.spawn([process.execPath, SCRIPT, "user", ...args, "--data", data], {
    terminal: {
      data(terminal, bytes) {
        shown += new TextDecoder().decode(bytes);
        const asked = shown.match(/(Password|The same again): /g)?.length ?? 0;
        for (; prompts < asked; prompts++) terminal.write(answers[prompts] ?? "");
      },
    },
  });
  return { code: await child.exited, shown };
}

test("[O4.7] on a terminal the password is asked for twice and never shown", async () => {
  const good = await onTerminal(["add", "Typed"], ["battery staplex\x7f\r", "battery staple\r"]);
  expect(good.shown).toContain("Account Typed made");
  expect(good.shown).not.toContain("battery");
  expect(good.code).toBe(0);
  expect((await login("Typed", "battery staple")).status).toBe(200);

  const differing = await onTerminal(["set-password", "Typed"], ["battery staple\r", "battery stable\r"]);
  expect(differing.shown).toContain("The two passwords differ.");
  expect(differing.code).toBe(1);

  const stopped = await onTerminal(["set-password", "Typed"], ["battery\x03"]);
  expect(stopped.shown).toContain("No password was given.");
  expect(stopped.shown).not.toContain("battery");
  expect(stopped.code).toBe(1);
});
