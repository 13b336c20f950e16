import { expect, test } from "bun:test";

import { openSqliteAccounts } from "../src/accounts/sqlite/open-sqlite-accounts.ts";
import { openAccounts } from "../src/index.ts";
import { PASSWORD, TestService } from "./test-service.ts";

const VERIFIED = 'hubbub_auth_hash_duration_seconds_count{op="verify"}';
const HASHED = 'hubbub_auth_hash_duration_seconds_count{op="hash"}';

test("[A3.5] an unknown name and a wrong password get the same answer for the same work: one verification", async () => {
  await using auth = await TestService.start();
  await auth.signup("Ada");
  const hashed = await auth.metric(HASHED);
  const seen: unknown[] = [];
  for (const name of ["Ada", "Nobody"]) {
    const before = await auth.metric(VERIFIED);
    const { status, body, headers } = await auth.post("/auth/login", { name, password: "wrong password" });
    expect((await auth.metric(VERIFIED)) - before).toBe(1);
    headers.delete("Date");
    seen.push({ status, body, headers: [...headers].toSorted() });
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]).toMatchObject({ status: 401, body: { error: { code: "wrong_credentials" } } });
  expect(await auth.metric(HASHED)).toBe(hashed);
});

test("[A3.5] a password that is far too short or long is as wrong as any other", async () => {
  await using auth = await TestService.start();
  await auth.signup("Ada");
  for (const password of ["", "x", "x".repeat(10_000)]) {
    const before = await auth.metric(VERIFIED);
    expect((await auth.post("/auth/login", { name: "Ada", password })).body.error.code).toBe(
      "wrong_credentials",
    );
    expect((await auth.metric(VERIFIED)) - before).toBe(1);
  }
});

test("[A3.4] when the cost of hashes was changed, a login makes the hash anew, and the password stays", async () => {
  await using auth = await TestService.start();
  await auth.signup("Ada");
  const store = openSqliteAccounts(auth.database, { create: false });
  const hash = async () => (await store.accountByName("Ada"))?.passwordHash;
  const old = await hash();
  expect(old).toStartWith("$argon2id$v=19$m=64,t=1,p=1$");
  await auth.login("Ada");
  expect(await hash()).toBe(old);
  await using dearer = await TestService.start({ database: auth.database, memoryCost: 128, timeCost: 2 });
  expect((await dearer.post("/auth/login", { name: "Ada", password: "wrong password" })).status).toBe(401);
  expect(await hash()).toBe(old);
  await dearer.login("Ada");
  expect(await hash()).toStartWith("$argon2id$v=19$m=128,t=2,p=1$");
  await dearer.login("Ada");
  await store.close();
});

test("[A3.4] logins at once, while the cost changes, all succeed", async () => {
  await using auth = await TestService.start();
  await auth.signup("Ada");
  await using dearer = await TestService.start({
    database: auth.database,
    timeCost: 2,
    workersMin: 3,
    workersMax: 3,
  });
  const users = await Promise.all(Array.from({ length: 8 }, () => dearer.login("Ada")));
  expect(new Set(users.map(({ refresh_token }) => refresh_token)).size).toBe(8);
});

test("[A3.2] a stored hash that isn't ours is never computed: the answer is that of a wrong password, after one hash", async () => {
  await using auth = await TestService.start();
  await auth.signup("Ada");
  const store = openSqliteAccounts(auth.database, { create: false });
  const hostile =
    "$argon2id$v=19$m=4294967295,t=4294967295,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2g";
  for (const passwordHash of [
    hostile,
    "$2b$31$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
    "",
    "x",
  ]) {
    await store.changePassword({ id: 1, passwordHash, version: undefined, keep: undefined, at: 1 });
    const before = await auth.metric(VERIFIED);
    expect((await auth.post("/auth/login", { name: "Ada", password: PASSWORD })).body.error.code).toBe(
      "wrong_credentials",
    );
    expect((await auth.metric(VERIFIED)) - before).toBe(1);
  }
  await store.close();
});

test("[A1.4] a disabled account is told so only with the right password", async () => {
  await using auth = await TestService.start();
  await auth.signup("Ada");
  const accounts = await openAccounts(auth.database, {
    create: false,
    cost: { memoryCost: 64, timeCost: 1 },
  });
  await accounts.disable("ada");
  const login = async (password: string) => (await auth.post("/auth/login", { name: "Ada", password })).body;
  expect((await login(PASSWORD)).error).toMatchObject({ code: "forbidden" });
  expect((await login("wrong password")).error).toMatchObject({ code: "wrong_credentials" });
  await accounts.enable("ada");
  expect((await login(PASSWORD)).user.id).toBe(1);
  await accounts.close();
});

test("[P6.3] a hash under way holds up no request that needs none", async () => {
  await using auth = await TestService.start({ memoryCost: 65_536, timeCost: 2 });
  const { refresh_token } = await auth.signup("Ada");
  const order: string[] = [];
  const login = auth.login("Ada").then(() => order.push("login"));
  // The third job, after the service's own and the sign-up's, is with a worker.
  while ((await auth.metric("hubbub_auth_hash_queue_delay_seconds_count")) < 3) continue;
  expect((await auth.refresh(refresh_token)).status).toBe(200);
  order.push("refresh");
  await login;
  expect(order).toEqual(["refresh", "login"]);
});
