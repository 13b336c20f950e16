import { expect, test } from "bun:test";

import { decodeJwt } from "jose";

import { TestService } from "./test-service.ts";

interface Made {
  bot: { id: number; name: string };
}
interface MadeToken {
  token: { id: string; name: string; scopes: string[]; used_at: number | null };
  text: string;
}
interface Exchanged {
  user: object;
  access_token: string;
  expires_in: number;
  scopes: string[];
}

const SCOPES = ["messages:write", "users:read"];

async function withBot(auth: TestService, more: object = {}) {
  const boss = await auth.admin();
  const { bot } = await auth.ask<Made>("/auth/bots", { name: "deployer" }, boss);
  const body = { bot: bot.id, name: "from CI", scopes: SCOPES, ...more };
  const made = await auth.ask<MadeToken>("/auth/bots/tokens", body, boss);
  return { boss, bot, ...made };
}

const exchange = (auth: TestService, token: string) => auth.ask<Exchanged>("/auth/bot-token", { token });

test("[A25.3] a bot's long-lived token gives short access tokens that say bot and its scopes, and nothing else", async () => {
  await using auth = await TestService.start();
  const { boss, bot, text, token } = await withBot(auth);
  expect(text).toMatch(/^hbt_[\w-]{43}$/);
  expect(token).toMatchObject({ name: "from CI", scopes: SCOPES, used_at: null });
  const exchanged = await exchange(auth, text);
  expect(exchanged).toEqual({
    user: { id: bot.id, name: "deployer", admin: false, guest: false, bot: true },
    access_token: expect.any(String),
    expires_in: 600,
    scopes: SCOPES,
  } as never);
  const claims = {
    sub: String(bot.id),
    name: "deployer",
    sid: token.id,
    bot: true,
    admin: false,
    guest: false,
  };
  expect(decodeJwt(exchanged.access_token)).toMatchObject({ ...claims, scopes: SCOPES });
  expect(await auth.ask("/auth/me", undefined, exchanged.access_token)).toMatchObject({
    user: { bot: true },
  });
  const tokens = await auth.ask("/auth/bots/tokens?bot=2", undefined, boss);
  expect(tokens).toMatchObject({ tokens: [{ id: token.id, used_at: auth.clock.now }] });
  expect(JSON.stringify(tokens)).not.toContain("hbt_");
  expect(await auth.ask("/auth/bots", undefined, boss)).toMatchObject({
    bots: [{ id: 2, name: "deployer" }],
  });
});

test("[A25.4] a revoked token gives no more, its access tokens are void, and the feed tells the gateways", async () => {
  await using auth = await TestService.start();
  const { boss, bot, text, token } = await withBot(auth);
  const { access_token } = await exchange(auth, text);
  await auth.ask("/auth/bots/tokens/revoke", { id: token.id }, boss);
  expect(await auth.refusal("/auth/bot-token", { token: text })).toMatchObject({
    status: 401,
    code: "token_invalid",
  });
  expect(await auth.refusal("/auth/me", undefined, access_token)).toMatchObject({ code: "token_invalid" });
  const { revocations } = await auth.revocations();
  expect(revocations).toMatchObject([{ user: bot.id, sid: token.id, reason: "bot-token" }]);
  expect(await auth.refusal("/auth/bots/tokens/revoke", { id: token.id }, boss)).toMatchObject({
    status: 404,
  });
});

test("[A25.5] a token ends when it was said to, and an access token with it; a disabled bot gets none", async () => {
  await using auth = await TestService.start();
  const { boss, bot, text } = await withBot(auth, { expires_at: 1_800_000_100_000 });
  expect(await exchange(auth, text)).toMatchObject({ expires_in: 100 });
  await auth.ask("/auth/users/disable", { id: bot.id }, boss);
  expect(await auth.refusal("/auth/bot-token", { token: text })).toMatchObject({ code: "forbidden" });
  await auth.ask("/auth/users/enable", { id: bot.id }, boss);
  expect((await exchange(auth, text)).expires_in).toBeLessThanOrEqual(100);
  auth.clock.now += 100_000;
  expect(await auth.refusal("/auth/bot-token", { token: text })).toMatchObject({ code: "token_invalid" });
  for (const wrong of ["", "hbt_", `hbt_${"A".repeat(43)}`]) {
    expect(await auth.refusal("/auth/bot-token", { token: wrong })).toMatchObject({ code: "token_invalid" });
  }
});

test("[A25.6] bots have no password, and can do nothing about accounts; only administrators make them", async () => {
  await using auth = await TestService.start();
  const { boss, bot, text } = await withBot(auth);
  const { access_token } = await exchange(auth, text);
  for (const path of ["/auth/sessions", "/auth/security", "/auth/passkeys"]) {
    expect(await auth.refusal(path, undefined, access_token)).toMatchObject({ code: "forbidden" });
  }
  const password = { new_password: "battery staple" };
  expect(await auth.refusal("/auth/password", password, access_token)).toMatchObject({ code: "forbidden" });
  expect(await auth.refusal("/auth/users", undefined, access_token)).toMatchObject({ code: "forbidden" });
  expect(await auth.refusal("/auth/login", { name: "deployer", password: "" })).toMatchObject({
    code: "wrong_credentials",
  });
  for (const path of ["/auth/users/reset-password", "/auth/users/role"]) {
    const body = { id: bot.id, role: "admin" };
    expect(await auth.refusal(path, body, boss)).toMatchObject({ code: "forbidden", field: "id" });
  }
  const { access_token: ada } = await auth.signup("Ada");
  for (const [path, body] of [
    ["/auth/bots", { name: "mine" }],
    ["/auth/bots/tokens", { bot: bot.id, name: "x", scopes: SCOPES }],
    ["/auth/bots/tokens/revoke", { id: "x" }],
    ["/auth/bots", undefined],
  ] as const) {
    expect(await auth.refusal(path, body, ada)).toMatchObject({ status: 403, code: "forbidden" });
  }
});

test("[A25.7] a token needs a known bot, a name, scopes that are known, and an end that is yet to come", async () => {
  await using auth = await TestService.start();
  const { boss, bot } = await withBot(auth);
  const good = { bot: bot.id, name: "x", scopes: SCOPES };
  for (const [change, code, field] of [
    [{ bot: 1 }, "not_found", "bot"],
    [{ bot: 99 }, "not_found", "bot"],
    [{ name: "" }, "invalid", "name"],
    [{ scopes: [] }, "invalid", "scopes"],
    [{ scopes: ["rockets:launch"] }, "invalid", "scopes.0"],
    [{ expires_at: 5 }, "invalid", "expires_at"],
  ] as const) {
    const refused = await auth.refusal("/auth/bots/tokens", { ...good, ...change }, boss);
    expect(refused).toMatchObject({ code, field });
  }
  for (let count = 1; count < 20; count++) await auth.ask("/auth/bots/tokens", good, boss);
  expect(await auth.refusal("/auth/bots/tokens", good, boss)).toMatchObject({ code: "forbidden", limit: 20 });
  expect(await auth.refusal("/auth/bots", { name: "DEPLOYER" }, boss)).toMatchObject({ code: "name_taken" });
});
