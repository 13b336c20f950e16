import { expect, test } from "bun:test";

import { decodeJwt } from "jose";

import { openSqliteAccounts } from "../src/accounts/sqlite/open-sqlite-accounts.ts";
import { bearer, PASSWORD, TestService } from "./test-service.ts";

const sidOf = (access: string) => decodeJwt(access).sid;

test("[A5.1] a refresh token is spent by its use, which gives the next one in the same session", async () => {
  await using auth = await TestService.start({ refreshGraceMs: 0 });
  const start = await auth.signup("Ada");
  let token = start.refresh_token;
  for (let i = 0; i < 5; i++) {
    const { status, body } = await auth.refresh(token);
    expect(status).toBe(200);
    expect(body.refresh_token).not.toBe(token);
    expect(body.user).toEqual(start.user);
    expect(sidOf(body.access_token)).toBe(sidOf(start.access_token));
    token = body.refresh_token;
  }
});

test("[A5.2] tabs that refresh at once, and a lost answer, get the same successor", async () => {
  await using auth = await TestService.start();
  const { refresh_token } = await auth.signup("Ada");
  const answers = await Promise.all(Array.from({ length: 20 }, () => auth.refresh(refresh_token)));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  const successors = new Set(answers.map(({ body }) => body.refresh_token));
  expect(successors.size).toBe(1);
  auth.clock.now += 9999;
  const late = await auth.refresh(refresh_token);
  expect(successors.has(late.body.refresh_token)).toBe(true);
  auth.clock.now += 60_000;
  expect((await auth.refresh(late.body.refresh_token)).status).toBe(200);
});

test("[A5.2] two services on one database give the same successor too", async () => {
  await using one = await TestService.start();
  await using two = await TestService.start({ database: one.database });
  const { refresh_token } = await one.signup("Ada");
  const answers = await Promise.all([one, two, one, two].map((auth) => auth.refresh(refresh_token)));
  expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1);
});

test("[A5.3] a spent refresh token of any age ends its session, for whoever holds the live one", async () => {
  await using auth = await TestService.start();
  const { refresh_token: first } = await auth.signup("Ada");
  let live = first;
  for (let i = 0; i < 4; i++) {
    auth.clock.now += 60_000;
    live = (await auth.refresh(live)).body.refresh_token;
  }
  const reuse = await auth.refresh(first);
  expect(reuse.status).toBe(401);
  expect(reuse.body.error).toMatchObject({
    code: "token_invalid",
    message: expect.stringContaining("used before"),
  });
  expect((await auth.refresh(live)).body.error.code).toBe("token_invalid");
  expect(await auth.metric("hubbub_auth_refresh_reuse_total")).toBe(1);
  const { revocations } = await auth.revocations();
  expect(revocations).toMatchObject([{ user: 1, reason: "reuse", at: auth.clock.now }]);
  // The account's other sessions go on.
  expect((await auth.login("Ada")).user.id).toBe(1);
});

test("[A5.3] without a grace, of requests with one token at once exactly one is answered, and the session ends", async () => {
  await using auth = await TestService.start({ refreshGraceMs: 0 });
  const { refresh_token } = await auth.signup("Ada");
  const answers = await Promise.all(Array.from({ length: 10 }, () => auth.refresh(refresh_token)));
  const good = answers.filter(({ status }) => status === 200);
  expect(good).toHaveLength(1);
  expect((await auth.refresh(good[0]!.body.refresh_token)).status).toBe(401);
});

test("[A5.4] a session not used for its idle time ends; use within it prolongs it", async () => {
  await using auth = await TestService.start({ refreshIdleSeconds: 1000 });
  let { refresh_token } = await auth.signup("Ada");
  for (let i = 0; i < 3; i++) {
    auth.clock.now += 999_999;
    ({ refresh_token } = (await auth.refresh(refresh_token)).body);
  }
  auth.clock.now += 1_000_000;
  const { status, body } = await auth.refresh(refresh_token);
  expect(status).toBe(401);
  expect(body.error.code).toBe("token_expired");
});

test("[A5.5] an account has a bounded number of sessions: one more ends the one unused longest", async () => {
  await using auth = await TestService.start({ sessionsPerAccount: 2 });
  const first = await auth.signup("Ada");
  auth.clock.now += 1000;
  const second = await auth.login("Ada");
  auth.clock.now += 1000;
  const third = await auth.login("Ada");
  expect((await auth.refresh(first.refresh_token)).status).toBe(401);
  expect((await auth.refresh(second.refresh_token)).status).toBe(200);
  expect((await auth.refresh(third.refresh_token)).status).toBe(200);
  expect((await auth.revocations()).revocations).toMatchObject([
    { sid: sidOf(first.access_token), reason: "replaced" },
  ]);
});

test("[A5.6] the database holds no token, only hashes", async () => {
  await using auth = await TestService.start();
  const { refresh_token, access_token } = await auth.signup("Ada");
  const next = (await auth.refresh(refresh_token)).body;
  const files = ["", "-wal"].map((end) => Bun.file(auth.database + end).bytes());
  const stored = Buffer.concat(await Promise.all(files));
  const has = (part: string | Uint8Array) => stored.indexOf(part) >= 0;
  for (const token of [refresh_token, next.refresh_token, access_token]) {
    expect(has(token)).toBe(false);
    expect(has(Buffer.from(token.slice(4), "base64url").subarray(16, 48))).toBe(false);
  }
  expect(has(PASSWORD)).toBe(false);
  // What is there is found this way.
  expect(has("Ada")).toBe(true);
});

test("[A6.1] logout ends the session: access token, live and spent refresh token; a repeated logout is no error", async () => {
  await using auth = await TestService.start();
  const start = await auth.signup("Ada");
  const next = (await auth.refresh(start.refresh_token)).body;
  for (const refresh_token of [next.refresh_token, start.refresh_token, "hbr_nonsense", ""]) {
    expect(await auth.post("/auth/logout", { refresh_token })).toMatchObject({ status: 200, body: {} });
  }
  expect((await auth.refresh(next.refresh_token)).body.error.code).toBe("token_invalid");
  expect((await auth.get("/auth/me", next.access_token)).body.error.code).toBe("token_invalid");
  expect((await auth.revocations()).revocations).toMatchObject([
    { sid: sidOf(start.access_token), reason: "logout" },
  ]);
});

test("[A6.1] logout with a spent refresh token ends the session as well", async () => {
  await using auth = await TestService.start();
  const start = await auth.signup("Ada");
  const next = (await auth.refresh(start.refresh_token)).body;
  await auth.post("/auth/logout", { refresh_token: start.refresh_token });
  expect((await auth.refresh(next.refresh_token)).status).toBe(401);
});

test("[A6.3] a password change asks for the current one, ends the other sessions, and keeps this one", async () => {
  await using auth = await TestService.start();
  const mine = await auth.signup("Ada");
  const other = await auth.login("Ada");
  const change = (current_password: string, new_password: string) =>
    auth.post("/auth/password", { current_password, new_password }, bearer(mine.access_token));
  expect((await change("wrong password", "battery staple")).body.error).toMatchObject({
    code: "wrong_credentials",
    field: "current_password",
  });
  expect((await change(PASSWORD, "short")).body.error).toMatchObject({ field: "new_password", limit: 8 });
  expect((await auth.get("/auth/me", other.access_token)).status).toBe(200);

  expect(await change(PASSWORD, "battery staple")).toMatchObject({ status: 200, body: {} });
  expect((await auth.refresh(other.refresh_token)).status).toBe(401);
  expect((await auth.get("/auth/me", other.access_token)).status).toBe(401);
  expect((await auth.get("/auth/me", mine.access_token)).status).toBe(200);
  expect((await auth.refresh(mine.refresh_token)).status).toBe(200);
  expect((await auth.post("/auth/login", { name: "Ada", password: PASSWORD })).status).toBe(401);
  expect((await auth.login("Ada", "battery staple")).user.id).toBe(1);
  expect((await auth.revocations()).revocations).toMatchObject([
    { sid: sidOf(other.access_token), reason: "password" },
  ]);
});

test("[A6.3] of two changes of one password at once, one succeeds", async () => {
  await using auth = await TestService.start({ workersMin: 2, workersMax: 2 });
  const { access_token } = await auth.signup("Ada");
  const change = (new_password: string) =>
    auth.post("/auth/password", { current_password: PASSWORD, new_password }, bearer(access_token));
  const answers = await Promise.all([change("battery staple 1"), change("battery staple 2")]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
});

test("[A6.2] no token made after an account's tokens were voided looks older than that, even in the same second", async () => {
  await using auth = await TestService.start();
  const before = await auth.signup("Ada");
  auth.clock.now += 400;
  const store = openSqliteAccounts(auth.database, { create: false });
  await store.setDisabled(1, true, auth.clock.now);
  await store.setDisabled(1, false, auth.clock.now);
  await store.close();
  auth.clock.now += 100;
  const after = await auth.login("Ada");
  const [{ at, sid } = { at: 0, sid: "" }] = (await auth.revocations()).revocations;
  expect(sid).toBeNull();
  expect(decodeJwt(before.access_token).iat! * 1000).toBeLessThanOrEqual(at);
  expect(decodeJwt(after.access_token).iat! * 1000).toBeGreaterThan(at);
  expect((await auth.get("/auth/me", after.access_token)).status).toBe(200);
});

test("[A6.4] the feed is for who has the internal key, and goes on after an id", async () => {
  await using auth = await TestService.start();
  for (const name of ["a", "b", "c"]) {
    const { refresh_token } = await auth.signup(name);
    await auth.post("/auth/logout", { refresh_token });
  }
  expect(await auth.revocations()).toMatchObject({
    revocations: [{ id: 1 }, { id: 2 }, { id: 3 }],
    last: 3,
    more: false,
  });
  expect(await auth.revocations(2)).toMatchObject({ revocations: [{ id: 3, user: 3 }], last: 3 });
  expect(await auth.revocations(3)).toEqual({ revocations: [], last: 3, more: false });

  const { access_token } = await auth.signup("d");
  expect((await auth.request("/auth/revocations")).status).toBe(401);
  expect((await auth.get("/auth/revocations", access_token)).body.error.code).toBe("forbidden");
  expect((await auth.get("/auth/revocations", "the-internal-key-of-testz")).status).toBe(403);
  for (const after of ["-1", "x", "1e3", "99999999999999999", "%00"]) {
    const { body } = await auth.get(`/auth/revocations?after=${after}`, "the-internal-key-of-tests");
    expect(body.error).toMatchObject({ code: "invalid", field: "after" });
  }
});

test("[A6.4] without an internal key nobody gets the feed", async () => {
  await using auth = await TestService.start({ internalKey: undefined });
  expect((await auth.get("/auth/revocations", "undefined")).status).toBe(403);
});
