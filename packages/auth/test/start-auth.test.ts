import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";

import { Secret, TOTP } from "otpauth";
import pino from "pino";

import { openAccounts } from "../src/index.ts";
import { tempFolder } from "./temp-folder.ts";
import { bearer, PASSWORD, TestService } from "./test-service.ts";

test("[A9.5] a start that can't be is refused with a sentence, and can be tried again", async () => {
  using folder = tempFolder();
  await using first = await TestService.start();
  await expect(TestService.start({ port: first.service.port })).rejects.toMatchObject({
    name: "ConfigRefused",
    message: expect.stringContaining(`127.0.0.1:${first.service.port}: the port is taken: end the program`),
  });
  await expect(TestService.start({ host: "203.0.113.1" })).rejects.toMatchObject({ name: "ConfigRefused" });
  await expect(TestService.start({ database: join(first.database, "below") })).rejects.toMatchObject({
    name: "AccountsRefused",
  });
  await expect(TestService.start({ database: "mysql://db/accounts" })).rejects.toMatchObject({
    message: "--database must be a file, or the URL of a Postgres database: postgres://….",
  });
  const path = join(folder.path, "accounts.sqlite");
  writeFileSync(path, "x".repeat(10_000));
  await expect(TestService.start({ database: path })).rejects.toMatchObject({ name: "AccountsRefused" });
  await using again = await TestService.start({ database: first.database });
  expect((await again.request("/readyz")).status).toBe(200);
});

test("[A9.6] at the end the requests under way are answered, and nothing is taken any more", async () => {
  const auth = await TestService.start({ memoryCost: 65_536, timeCost: 2 });
  const { access_token } = await auth.signup("Ada");
  const login = auth.login("Ada");
  while ((await auth.metric("hubbub_auth_hash_queue_delay_seconds_count")) < 3) continue;
  const closed = auth.service.close();
  expect((await login).user.id).toBe(1);
  await closed;
  await auth.service.close();
  await expect(auth.get("/auth/me", access_token)).rejects.toThrow();
  await auth[Symbol.asyncDispose]();
});

test("[A9.7] everything is kept over a restart: accounts, sessions, keys, revocations", async () => {
  using folder = tempFolder();
  const database = join(folder.path, "accounts.sqlite");
  const first = await TestService.start({ database });
  const ada = await first.signup("Ada");
  const bob = await first.signup("Bob");
  await first.post("/auth/logout", { refresh_token: bob.refresh_token });
  await first[Symbol.asyncDispose]();
  await using second = await TestService.start({ database });
  expect((await second.get("/auth/me", ada.access_token)).body.user).toEqual(ada.user);
  expect((await second.refresh(ada.refresh_token)).status).toBe(200);
  expect((await second.refresh(bob.refresh_token)).status).toBe(401);
  expect((await second.revocations()).last).toBe(1);
  expect((await second.login("Bob")).user.id).toBe(2);
});

test("[A9.3] while another process holds the database, requests that write get 503 and may be tried again", async () => {
  await using auth = await TestService.start();
  const { refresh_token } = await auth.signup("Ada");
  const holder = new Database(auth.database);
  holder.run("BEGIN IMMEDIATE");
  const { status, body, headers } = await auth.refresh(refresh_token);
  expect(status).toBe(503);
  expect(body.error).toMatchObject({ code: "unavailable", retry_after_ms: 1000 });
  expect(headers.get("Retry-After")).toBe("1");
  holder.run("ROLLBACK");
  holder.close();
  expect((await auth.refresh(refresh_token)).status).toBe(200);
});

test("[A1.5] what an administrator does on the database counts at once in the running service", async () => {
  await using auth = await TestService.start();
  const { access_token, refresh_token } = await auth.signup("Ada");
  const accounts = await openAccounts(auth.database, {
    create: false,
    cost: { memoryCost: 64, timeCost: 1 },
  });
  await accounts.add("Bob", "battery staple", { admin: true });
  expect((await auth.login("Bob", "battery staple")).user).toMatchObject({ id: 2, name: "Bob", admin: true });
  await accounts.setRole("ada", "admin");
  expect((await auth.get("/auth/me", access_token)).body.user.admin).toBe(true);
  await accounts.setPassword("ADA", "another password");
  expect((await auth.get("/auth/me", access_token)).status).toBe(401);
  expect((await auth.refresh(refresh_token)).status).toBe(401);
  expect((await auth.post("/auth/login", { name: "Ada", password: PASSWORD })).status).toBe(401);
  const again = await auth.login("Ada", "another password");
  await accounts.disable("Ada");
  expect((await auth.refresh(again.refresh_token)).status).toBe(401);
  expect((await auth.revocations()).revocations).toMatchObject([
    { user: 1, sid: null, reason: "role" },
    { user: 1, sid: null, reason: "password" },
    { user: 1, sid: null, reason: "disabled" },
  ]);
  expect(await Array.fromAsync(accounts.list())).toMatchObject([
    { id: 1, name: "Ada", admin: true, disabled: true },
    { id: 2, name: "Bob", admin: true, disabled: false },
  ]);
  for (const order of [
    () => accounts.disable("Eve"),
    () => accounts.add("BOB", PASSWORD, { admin: false }),
  ]) {
    await expect(order()).rejects.toMatchObject({ name: "OrderRefused" });
  }
  await accounts.close();
});

/** Uses second factors, bots, invitations and reset codes; gives what nobody may read in a log. */
async function otherSecrets(auth: TestService, token: string): Promise<string[]> {
  const password = "battery staple";
  const { secret } = await auth.ask<{ secret: string }>("/auth/totp/enrol", { password }, token);
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: auth.clock.now });
  const { recovery_codes } = await auth.ask<{ recovery_codes: string[] }>(
    "/auth/totp/confirm",
    { code },
    token,
  );
  const { ticket = "" } = await auth.refusal("/auth/login", { name: "Ada", password });
  await auth.ask("/auth/second-factor", { ticket, code: recovery_codes[0] });
  await auth.ask("/auth/bots", { name: "deployer" }, token);
  const bot = { bot: 2, name: "CI", scopes: ["users:read"] };
  const { text } = await auth.ask<{ text: string }>("/auth/bots/tokens", bot, token);
  await auth.ask("/auth/bot-token", { token: text });
  const invited = await auth.ask<{ code: string }>("/auth/invitations", {}, token);
  await auth.ask("/auth/signup", { name: "Bob", password, invitation: invited.code });
  const reset = await auth.ask<{ code: string }>("/auth/users/reset-password", { id: 3 }, token);
  await auth.ask("/auth/password/reset", { code: reset.code, new_password: password });
  return [secret, ...recovery_codes, ticket, text, invited.code, reset.code];
}

test("[O2.1] no password, token, key or setup code is logged, at any level", async () => {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) });
  const secrets: string[] = [PASSWORD, "battery staple", "wrong password"];
  {
    await using auth = await TestService.start({}, pino({ level: "trace" }, sink));
    secrets.push(auth.service.setupCode!);
    const setup_code = auth.service.setupCode;
    const start = (await auth.post("/auth/signup", { name: "Ada", password: PASSWORD, setup_code })).body;
    await auth.post("/auth/login", { name: "Ada", password: "wrong password" });
    const next = (await auth.refresh(start.refresh_token)).body;
    const change = { current_password: PASSWORD, new_password: "battery staple" };
    await auth.post("/auth/password", change, bearer(next.access_token));
    secrets.push(...(await otherSecrets(auth, next.access_token)));
    auth.clock.now += 60_000;
    await auth.refresh(start.refresh_token);
    await auth.get("/auth/me", "forged");
    await auth.revocations();
    secrets.push(start.access_token, start.refresh_token, next.access_token, next.refresh_token);
  }
  const log = lines.join("");
  expect(log).toContain("account created");
  expect(log).toContain("password changed");
  expect(log).toContain("spent refresh token came back");
  for (const secret of [...secrets, "the-internal-key-of-tests", "forged"]) expect(log).not.toContain(secret);
});
