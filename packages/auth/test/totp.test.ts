import { expect, test } from "bun:test";

import { Secret, TOTP } from "otpauth";

import { openAccounts } from "../src/index.ts";
import { PASSWORD, TestService } from "./test-service.ts";

/** The app on somebody's phone, by the service's clock. */
function appOf(auth: TestService, secret: string) {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return (offsetMs = 0) => totp.generate({ timestamp: auth.clock.now + offsetMs });
}

/** An account with an app: its access token, the app, and its recovery codes. */
async function withApp(auth: TestService, name = "Ada") {
  const { access_token: token } = await auth.signup(name);
  const { secret } = await auth.ask<{ secret: string }>("/auth/totp/enrol", { password: PASSWORD }, token);
  const code = appOf(auth, secret);
  const confirmed = await auth.ask<{ recovery_codes: string[] }>(
    "/auth/totp/confirm",
    { code: code() },
    token,
  );
  auth.clock.now += 30_000;
  return { token, code, recoveryCodes: confirmed.recovery_codes };
}

const login = (auth: TestService, name = "Ada", password = PASSWORD) =>
  auth.refusal("/auth/login", { name, password });

test("[A21.3] an app is set up with the password, by QR code or by hand, and is on after its first code", async () => {
  await using auth = await TestService.start({ publicUrl: "https://chat.example.org" });
  const { access_token } = await auth.signup("Ada & Bob");
  const enrol = (password?: string) => ["/auth/totp/enrol", { password }, access_token] as const;
  expect(await auth.refusal(...enrol())).toMatchObject({ code: "invalid", field: "password" });
  expect(await auth.refusal(...enrol("wrong one"))).toMatchObject({ code: "wrong_credentials" });
  const { secret, uri } = await auth.ask<{ secret: string; uri: string }>(...enrol(PASSWORD));
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const parsed = new URL(uri);
  expect(decodeURIComponent(parsed.pathname)).toBe("/Hubbub chat.example.org:Ada & Bob");
  expect(parsed.searchParams.get("secret")).toBe(secret);
  await auth.login("Ada & Bob");
  const code = appOf(auth, secret);
  const wrong = await auth.refusal("/auth/totp/confirm", { code: "000000" }, access_token);
  expect(wrong).toMatchObject({ status: 401, code: "wrong_credentials", field: "code" });
  const { recovery_codes } = await auth.ask<{ recovery_codes: string[] }>(
    "/auth/totp/confirm",
    { code: code() },
    access_token,
  );
  expect(new Set(recovery_codes).size).toBe(10);
  for (const each of recovery_codes)
    expect(each).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(await auth.refusal(...enrol(PASSWORD))).toMatchObject({ code: "forbidden" });
  expect(await auth.refusal("/auth/totp/confirm", { code: code() }, access_token)).toMatchObject({
    code: "forbidden",
  });
  const security = await auth.ask("/auth/security", undefined, access_token);
  expect(security).toMatchObject({ password: true, totp: true, recovery_codes_left: 10 });
});

test("[A21.4] with an app a password alone gets second_factor_required with a ticket, and no token", async () => {
  await using auth = await TestService.start();
  const { code } = await withApp(auth);
  expect(await login(auth, "Ada", "wrong one")).toMatchObject({ code: "wrong_credentials" });
  const refused = await login(auth);
  expect(refused).toMatchObject({
    status: 401,
    code: "second_factor_required",
    methods: ["code"],
    expires_in: 300,
  });
  expect(JSON.stringify(refused)).not.toContain("_token");
  const { ticket } = refused;
  const done = await auth.ask<{ user: object }>("/auth/second-factor", { ticket, code: code() });
  expect(done).toMatchObject({ user: { name: "Ada" }, expires_in: 600 });
  const again = await auth.refusal("/auth/second-factor", { ticket, code: code(30_000) });
  expect(again).toMatchObject({ status: 401, code: "token_invalid", field: "ticket" });
});

test("[A21.5] a code is taken once, one step early or late, and with spaces; an older one than the last never", async () => {
  await using auth = await TestService.start();
  const { code } = await withApp(auth);
  const second = async (text: string) => {
    const { ticket } = await login(auth);
    return auth.post("/auth/second-factor", { ticket, code: text });
  };
  const [digits, late] = [code(), code(-30_000)];
  expect((await second(`${digits.slice(0, 3)} ${digits.slice(3)}`)).status).toBe(200);
  expect((await second(digits)).body.error).toMatchObject({ code: "wrong_credentials", field: "code" });
  expect((await second(late)).status).toBe(401);
  expect((await second(code(30_000))).status).toBe(200);
  auth.clock.now += 60_000;
  expect((await second(code(-60_000))).status).toBe(401);
  expect((await second(code(60_000))).status).toBe(401);
  const racing = code();
  const racers = await Promise.all([1, 2, 3].map(() => second(racing)));
  expect(racers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
});

test("[A21.6] a recovery code logs in once, as it was typed; new ones void the old", async () => {
  await using auth = await TestService.start();
  const { token, recoveryCodes } = await withApp(auth);
  const second = async (code = "") => {
    const { ticket } = await login(auth);
    return (await auth.post("/auth/second-factor", { ticket, code })).status;
  };
  const [first, next, third] = recoveryCodes;
  expect(await second(first?.toLowerCase().replaceAll("-", " "))).toBe(200);
  expect(await second(first)).toBe(401);
  const left = async () =>
    (await auth.ask<{ recovery_codes_left: number }>("/auth/security", undefined, token)).recovery_codes_left;
  expect(await left()).toBe(9);
  expect(await auth.refusal("/auth/totp/recovery-codes", {}, token)).toMatchObject({ field: "password" });
  const renewed = await auth.ask<{ recovery_codes: string[] }>(
    "/auth/totp/recovery-codes",
    { password: PASSWORD },
    token,
  );
  expect(await second(next)).toBe(401);
  expect(await second(renewed.recovery_codes[9])).toBe(200);
  expect(await second(third)).toBe(401);
});

test("[A21.7] tries of codes are limited for each account; the limit is asked before the code", async () => {
  await using auth = await TestService.start({ codesPerAccount: { burst: 3, perMinute: 1 } });
  const { code } = await withApp(auth);
  const { ticket } = await login(auth);
  for (const each of ["000000", "AAAA-AAAA-AAAA-AAAA"]) {
    expect(await auth.refusal("/auth/second-factor", { ticket, code: each })).toMatchObject({ status: 401 });
  }
  const limited = await auth.refusal("/auth/second-factor", { ticket, code: code() });
  expect(limited).toMatchObject({ status: 429, code: "rate_limited" });
  expect(limited.retry_after_ms).toBeGreaterThan(0);
  const { code: codeOfBob } = await withApp(auth, "Bob");
  const bob = await login(auth, "Bob");
  await auth.ask("/auth/second-factor", { ticket: bob.ticket, code: codeOfBob() });
  auth.clock.now += 60_000;
  await auth.ask("/auth/second-factor", { ticket, code: code() });
});

test("[A21.8] a ticket ends after five minutes, with a new password, and with the account", async () => {
  await using auth = await TestService.start();
  const { token, code } = await withApp(auth);
  const late = await login(auth);
  auth.clock.now += 300_000;
  const second = (ticket: string | undefined) =>
    auth.refusal("/auth/second-factor", { ticket, code: code() });
  expect(await second(late.ticket)).toMatchObject({ code: "token_invalid" });
  const { ticket } = await login(auth);
  const accounts = await openAccounts(auth.database, {
    create: false,
    cost: { memoryCost: 64, timeCost: 1 },
  });
  await accounts.setPassword("Ada", "battery staple");
  expect(await second(ticket)).toMatchObject({ status: 403, code: "forbidden" });
  auth.clock.now += 30_000;
  const next = await login(auth, "Ada", "battery staple");
  await accounts.disable("Ada");
  expect(await second(next.ticket)).toMatchObject({ status: 403, code: "forbidden" });
  await accounts.close();
  expect((await auth.get("/auth/me", token)).status).toBe(401);
});

test("[A21.9] the owner turns the app off with the password; an administrator and the machine without", async () => {
  await using auth = await TestService.start();
  const boss = await auth.admin();
  const { token } = await withApp(auth);
  expect(await auth.refusal("/auth/totp/off", { password: "wrong one" }, token)).toMatchObject({
    status: 401,
  });
  expect(await login(auth)).toMatchObject({ code: "second_factor_required" });
  await auth.ask("/auth/totp/off", { password: PASSWORD }, token);
  await auth.login("Ada");
  await withApp(auth, "Bob");
  expect(await auth.refusal("/auth/users/reset-2fa", { id: 3 }, token)).toMatchObject({ code: "forbidden" });
  await auth.ask("/auth/users/reset-2fa", { id: 3 }, boss);
  await auth.login("Bob");
  await withApp(auth, "Cid");
  const accounts = await openAccounts(auth.database, {
    create: false,
    cost: { memoryCost: 64, timeCost: 1 },
  });
  await accounts.resetSecondFactor("cid");
  await accounts.close();
  await auth.login("Cid");
});
