import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";

import { authDefaults, type AuthService, createLog, startAuth } from "@hubbub/auth";
import { Accounts } from "@hubbub/client";
import { temporaryFolder } from "@hubbub/devkit";

// Processes share their cores with whatever else runs.
setDefaultTimeout(60_000);

const SCRIPT = new URL("./accounts-commands.process.ts", import.meta.url).pathname;
const PASSWORD = "correct horse";

const folder = temporaryFolder();
let auth: AuthService;
let accounts: Accounts;

// The service runs meanwhile: that is how the commands are used.
beforeAll(async () => {
  const database = join(folder.path, "accounts.sqlite");
  const cheap = { memoryCost: 64, timeCost: 1 };
  auth = await startAuth(
    { ...authDefaults, ...cheap, port: 0, database, signup: "invite" },
    { log: createLog("silent") },
  );
  accounts = new Accounts(auth.url);
});
afterAll(async () => {
  await auth.close();
  folder[Symbol.dispose]();
});

async function hubbub(...args: string[]) {
  const child = Bun.spawn([process.execPath, SCRIPT, ...args, "--data", folder.path], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = [new Response(child.stdout).text(), new Response(child.stderr).text()] as const;
  const [stdout, stderr] = await Promise.all(texts);
  return { stdout, stderr, code: await child.exited };
}

const signup = (name: string, invitation: string) =>
  accounts.signup({ name, password: PASSWORD, invitation });

const codeIn = (text = "") => /[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/.exec(text)?.[0] ?? "";

test("[O4.8] bot makes bots and their tokens, lists them without the tokens' texts, and revokes one", async () => {
  expect((await hubbub("bot", "create", "deployer")).stdout).toStartWith("Bot deployer made, with id 1.");
  const made = await hubbub(
    "bot",
    "token",
    "deployer",
    "--name",
    "CI",
    "--scopes",
    "messages:write,users:read",
  );
  const token = /^hbt_[\w-]{43}$/m.exec(made.stdout)?.[0] ?? "";
  expect(await accounts.loginBot(token)).toMatchObject({ user: { name: "deployer", bot: true } });
  const { stdout } = await hubbub("bot", "list");
  expect(stdout).toMatch(/^deployer\tenabled\t[\w-]{22}\tCI\tmessages:write,users:read\tnever\t20\d\d-/m);
  expect(stdout).not.toContain("hbt_");
  const id = /[\w-]{22}/.exec(stdout)?.[0] ?? "";
  expect(await hubbub("bot", "revoke", id)).toMatchObject({ code: 0, stdout: `Token ${id} is revoked.\n` });
  await expect(accounts.loginBot(token)).rejects.toMatchObject({ reason: "token_invalid" });
  expect(await hubbub("bot", "revoke", id)).toMatchObject({ code: 1, stdout: "" });
  expect((await hubbub("user", "list")).stdout).toMatch(/^1\tdeployer\tbot\tenabled\t/m);
});

test("[O4.9] wrong orders about bots and invitations end with a sentence", async () => {
  for (const [args, sentence] of [
    [["bot", "create", " x"], "The name begins or ends with white space.\n"],
    [["bot", "token", "nobody"], "There is no bot named nobody.\n"],
    [["invite", "revoke", "99"], "There is no invitation 99: `hubbub invite list` shows them.\n"],
  ] as const) {
    expect(await hubbub(...args)).toEqual({ code: 1, stdout: "", stderr: sentence });
  }
  const { code, stderr } = await hubbub("bot", "token", "x", "--scopes", "rockets:launch");
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^error: .*"rockets:launch" is no scope: there are .+\n$/),
  ]);
});

test("[O4.10] invite makes invitations, which members and guests sign up with, and revokes them", async () => {
  const code = codeIn((await hubbub("invite", "create", "--guest", "--days", "2")).stdout);
  const other = codeIn((await hubbub("invite", "create", "--uses", "3")).stdout);
  const { stdout } = await hubbub("invite", "list");
  expect(stdout).toMatch(/^1\tguests\t1\t20\S+\t20\S+$/m);
  expect(stdout).toMatch(/^2\tmembers\t3\t20\S+\tnever$/m);
  expect((await signup("Gast", code)).user).toMatchObject({ guest: true });
  await expect(signup("Gast 2", code)).rejects.toMatchObject({ reason: "forbidden", field: "invitation" });
  await signup("Ada", other);
  expect((await hubbub("invite", "revoke", "2")).code).toBe(0);
  await expect(signup("Bob", other)).rejects.toMatchObject({ field: "invitation" });
});

test("[O4.11] user changes roles, makes a code for another password, and turns an authenticator app off", async () => {
  const { accessToken } = await accounts.login({ name: "Ada", password: PASSWORD });
  for (const [order, admin, guest] of [
    ["make-guest", false, true],
    ["make-admin", true, false],
    ["make-member", false, false],
  ] as const) {
    expect((await hubbub("user", order, "ada")).code).toBe(0);
    const { user } = await accounts.login({ name: "Ada", password: PASSWORD });
    expect(user).toMatchObject({ admin, guest });
  }
  await accounts.own(accessToken).enrolTotp({ password: PASSWORD });
  expect((await hubbub("user", "reset-2fa", "Ada")).code).toBe(0);
  await expect(accounts.own(accessToken).confirmTotp("000000")).rejects.toMatchObject({
    reason: "forbidden",
  });
  const code = codeIn((await hubbub("user", "reset-password", "Ada")).stdout);
  await accounts.resetPassword(code, "battery staple");
  await accounts.login({ name: "Ada", password: "battery staple" });
  expect(await hubbub("user", "reset-password", "deployer")).toMatchObject({
    code: 1,
    stderr: "deployer is a bot: it has tokens, and no password.\n",
  });
});
