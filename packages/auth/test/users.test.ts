import { expect, test } from "bun:test";

import { PASSWORD, TestService } from "./test-service.ts";

const INTERNAL_KEY = "the-internal-key-of-tests";

test("[A28.1] administrators list all accounts, or those with a text in them, in pages; nobody else does", async () => {
  await using auth = await TestService.start();
  const boss = await auth.admin();
  const { access_token } = await auth.signup("Ada");
  await auth.signup("Bob");
  const page = (query: string) =>
    auth.ask<{ users: { name: string }[]; more: boolean }>(`/auth/users${query}`, undefined, boss);
  const first = await page("?limit=2");
  expect(first).toMatchObject({
    users: [
      { id: 1, name: "Boss", admin: true },
      { id: 2, name: "Ada" },
    ],
    more: true,
  });
  expect(first.users[1]).toEqual({
    id: 2,
    name: "Ada",
    admin: false,
    guest: false,
    bot: false,
    disabled: false,
    email: null,
    email_verified: false,
    created_at: auth.clock.now,
  } as never);
  expect(await page("?after=2")).toMatchObject({ users: [{ name: "Bob" }], more: false });
  expect(await page("?search=+O&limit=1")).toMatchObject({ users: [{ name: "Boss" }], more: true });
  expect(await page("?search=bob&after=1")).toMatchObject({ users: [{ name: "Bob" }], more: false });
  expect(await page("?search=nobody")).toEqual({ users: [], more: false });
  expect(await auth.refusal("/auth/users", undefined, access_token)).toMatchObject({ status: 403 });
  for (const [query, field] of [
    ["?limit=0", "limit"],
    ["?limit=501", "limit"],
    ["?after=x", "after"],
    [`?search=${"x".repeat(255)}`, "search"],
  ] as const) {
    expect(await auth.refusal(`/auth/users${query}`, undefined, boss)).toMatchObject({
      code: "invalid",
      field,
    });
  }
});

test("[A28.2] a change of role counts at once: old tokens are void at the gateways, the session goes on with new ones", async () => {
  await using auth = await TestService.start();
  const boss = await auth.admin();
  const ada = await auth.signup("Ada");
  const role = (name: string) => auth.ask("/auth/users/role", { id: 2, role: name }, boss);
  await role("admin");
  expect((await auth.revocations()).revocations).toMatchObject([{ user: 2, sid: null, reason: "role" }]);
  expect(await auth.ask("/auth/users", undefined, ada.access_token)).toMatchObject({ more: false });
  const next = (await auth.refresh(ada.refresh_token)).body;
  expect(next.user).toMatchObject({ admin: true, guest: false });
  await role("guest");
  expect(await auth.refusal("/auth/users", undefined, next.access_token)).toMatchObject({
    code: "forbidden",
  });
  expect((await auth.refresh(next.refresh_token)).body.user).toMatchObject({ admin: false, guest: true });
  const refused = await auth.refusal("/auth/users/role", { id: 2, role: "king" }, boss);
  expect(refused).toMatchObject({ code: "invalid", field: "role" });
});

test("[A28.3] an administrator disables and enables others, and nobody their own account", async () => {
  await using auth = await TestService.start();
  const boss = await auth.admin();
  const ada = await auth.signup("Ada");
  await auth.ask("/auth/users/disable", { id: 2 }, boss);
  expect((await auth.refresh(ada.refresh_token)).status).toBe(401);
  await auth.ask("/auth/users/enable", { id: 2 }, boss);
  await auth.login("Ada");
  for (const [path, more] of [
    ["/auth/users/disable", {}],
    ["/auth/users/role", { role: "member" }],
    ["/auth/users/reset-password", {}],
    ["/auth/users/reset-2fa", {}],
  ] as const) {
    expect(await auth.refusal(path, { id: 1, ...more }, boss)).toMatchObject({
      code: "forbidden",
      field: "id",
    });
    expect(await auth.refusal(path, { id: 99, ...more }, boss)).toMatchObject({
      code: "not_found",
      field: "id",
    });
    expect(await auth.refusal(path, { id: "2", ...more }, boss)).toMatchObject({
      code: "invalid",
      field: "id",
    });
  }
});

test("[A28.4] an administrator's code sets another password once, within a day, and ends all sessions", async () => {
  await using auth = await TestService.start();
  const boss = await auth.admin();
  const ada = await auth.signup("Ada");
  const codeFor = async (id: number) =>
    (await auth.ask<{ code: string }>("/auth/users/reset-password", { id }, boss)).code;
  const old = await codeFor(2);
  const code = await codeFor(2);
  const reset = (given: string, new_password = "battery staple") =>
    auth.post("/auth/password/reset", { code: given, new_password });
  expect((await reset(old)).body.error).toMatchObject({ code: "forbidden", field: "code" });
  expect((await reset(code, "short")).body.error).toMatchObject({ code: "invalid", field: "new_password" });
  const racers = await Promise.all([reset(code), reset(code.toLowerCase()), reset(code)]);
  expect(racers.map(({ status }) => status).toSorted()).toEqual([200, 403, 403]);
  expect((await auth.refresh(ada.refresh_token)).status).toBe(401);
  await auth.login("Ada", "battery staple");
  const late = await codeFor(2);
  auth.clock.now += 86_400_000;
  expect((await reset(late)).status).toBe(403);
});

test("[A27.2] an address is set with the password, and verified by the code that the mailing process was given", async () => {
  await using auth = await TestService.start();
  const { access_token } = await auth.signup("Ada");
  const set = (email: string | null, password: string | undefined = PASSWORD) =>
    ["/auth/email", { email, password }, access_token] as const;
  expect(await auth.refusal(...set("ada@example.org", "wrong one"))).toMatchObject({
    code: "wrong_credentials",
  });
  for (const email of [
    "",
    "ada",
    "ada@localhost",
    "a b@example.org",
    "a@b@example.org",
    `${"x".repeat(300)}@x.org`,
  ]) {
    expect(await auth.refusal(...set(email))).toMatchObject({ code: "invalid", field: "email" });
  }
  await auth.ask(...set("ada@example.org"));
  const due = () =>
    auth.ask<{ codes: { email: string; code: string }[] }>("/auth/internal/email-codes", {}, INTERNAL_KEY);
  const { codes } = await due();
  expect(codes).toEqual([
    { kind: "email", id: 1, name: "Ada", email: "ada@example.org", code: expect.stringMatching(/^\d{8}$/) },
  ] as never);
  expect((await due()).codes).toEqual([]);
  const verify = (code: string) => ["/auth/email/verify", { code }, access_token] as const;
  expect(await auth.refusal(...verify("00000000"))).toMatchObject({
    code: "wrong_credentials",
    field: "code",
  });
  const code = codes[0]?.code ?? "";
  expect(await auth.ask(...verify(code))).toEqual({
    email: "ada@example.org",
    email_verified: true,
  } as never);
  expect(await auth.refusal(...verify(code))).toMatchObject({ code: "wrong_credentials" });
  await auth.ask(...set("ada@example.net"));
  expect(await auth.ask("/auth/security", undefined, access_token)).toMatchObject({ email_verified: false });
  const [next] = (await due()).codes;
  await auth.ask(...set(null));
  expect(await auth.refusal(...verify(next?.code ?? ""))).toMatchObject({ code: "wrong_credentials" });
});

test("[A27.5] who forgot the password is mailed a code, good once and while the address is theirs; nobody learns who has an account", async () => {
  await using auth = await TestService.start({ mailsPerAccount: { burst: 3, perMinute: 1 } });
  const { access_token } = await auth.signup("Ada");
  const forgotten = (account: string) => auth.post("/auth/password/forgotten", { account });
  expect((await forgotten("Ada")).body.error).toMatchObject({ code: "unavailable" });
  expect(await auth.ask("/auth/methods")).toMatchObject({ password_mail: false });
  const due = async () =>
    (
      await auth.ask<{ codes: { kind: string; code: string }[] }>(
        "/auth/internal/email-codes",
        {},
        INTERNAL_KEY,
      )
    ).codes;
  await auth.ask("/auth/email", { email: "ada@example.org", password: PASSWORD }, access_token);
  const [first] = await due();
  await auth.ask("/auth/email/verify", { code: first!.code }, access_token);
  expect(await auth.ask("/auth/methods")).toMatchObject({ password_mail: true });
  for (const account of ["nobody", "ADA@example.org"])
    expect(await forgotten(account)).toMatchObject({ status: 200, body: {} });
  const [code, ...others] = await due();
  expect(code).toMatchObject({ kind: "password", name: "Ada", email: "ada@example.org" });
  expect(others).toEqual([]);
  const reset = (given: string) =>
    auth.post("/auth/password/reset", { code: given, new_password: "battery staple" });
  expect(await reset(code!.code)).toMatchObject({ status: 200, body: { name: "Ada" } });
  expect((await reset(code!.code)).status).toBe(403);
  const { access_token: token } = await auth.login("Ada", "battery staple");
  await forgotten("Ada");
  const [late] = await due();
  await auth.ask("/auth/email", { email: "ada@example.net", password: "battery staple" }, token);
  expect((await reset(late!.code)).status).toBe(403);
  await forgotten("ada");
  await forgotten("Ada");
  expect((await forgotten("ADA")).status).toBe(429);
  for (const account of ["", "x".repeat(255)])
    expect((await forgotten(account)).body.error).toMatchObject({ code: "invalid", field: "account" });
});

test("[A27.3] the server's own processes read all accounts with the internal key, and nobody without it", async () => {
  await using auth = await TestService.start();
  const boss = await auth.admin();
  await auth.signup("Ada");
  const accounts = await auth.ask("/auth/internal/accounts?limit=1", undefined, INTERNAL_KEY);
  expect(accounts).toMatchObject({
    accounts: [{ id: 1, name: "Boss", email: null, admin: true, disabled: false, bot: false }],
    more: true,
  });
  expect(await auth.ask("/auth/internal/accounts?after=1", undefined, INTERNAL_KEY)).toMatchObject({
    accounts: [{ id: 2, name: "Ada" }],
    more: false,
  });
  for (const [path, body] of [
    ["/auth/internal/accounts", undefined],
    ["/auth/internal/email-codes", {}],
  ] as const) {
    expect(await auth.refusal(path, body, boss)).toMatchObject({ code: "forbidden" });
    expect(await auth.refusal(path, body)).toMatchObject({ code: "unauthenticated" });
  }
});
