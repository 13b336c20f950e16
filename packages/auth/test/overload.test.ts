import { expect, test } from "bun:test";

import type { AuthConfig } from "../src/index.ts";
import { bearer, PASSWORD, TestService } from "./test-service.ts";

const VERIFIED = 'hubbub_auth_hash_duration_seconds_count{op="verify"}';
const login = (auth: TestService, name: string, headers: Record<string, string> = {}) =>
  auth.post("/auth/login", { name, password: "wrong password" }, headers);

test("[A4.2] past the queue's bound a login gets 429 with Retry-After, and the others their answers", async () => {
  await using auth = await TestService.start({ memoryCost: 65_536, timeCost: 2, hashQueue: 2 });
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => login(auth, `user ${n}`)));
  const refused = answers.filter(({ status }) => status === 429);
  const answered = answers.filter(({ status }) => status === 401);
  expect(refused.length + answered.length).toBe(10);
  expect(refused.length).toBeGreaterThan(0);
  expect(answered.length).toBeGreaterThanOrEqual(3);
  for (const { body, headers } of refused) {
    expect(body.error.code).toBe("rate_limited");
    expect(body.error.retry_after_ms).toBeGreaterThanOrEqual(1000);
    expect(Number(headers.get("Retry-After"))).toBe(Math.ceil(body.error.retry_after_ms! / 1000));
  }
  expect(await auth.metric('hubbub_auth_refused_total{by="queue"}')).toBe(refused.length);
  expect((await login(auth, "later")).status).toBe(401);
});

test("[A4.3] the service adds workers under load", async () => {
  await using auth = await TestService.start({
    memoryCost: 32_768,
    timeCost: 2,
    workersMax: 2,
    queueDelayTargetMs: 1,
  });
  expect(await auth.metric("hubbub_auth_hash_workers")).toBe(1);
  await Promise.all(Array.from({ length: 10 }, (_, n) => login(auth, `user ${n}`)));
  expect(await auth.metric("hubbub_auth_hash_workers")).toBe(2);
  expect(await auth.metric("hubbub_auth_hash_queue_delay_p95_seconds")).toBeGreaterThan(0.001);
});

test("[A8.1] password checks for one name are limited before any hashing, unknown names too, from all addresses", async () => {
  await using auth = await TestService.start({
    checksPerName: { burst: 2, perMinute: 6 },
    trustedProxies: ["127.0.0.1"],
  });
  const { access_token } = await auth.signup("Ada");
  for (const name of ["Ada", "Nobody"]) {
    const before = await auth.metric(VERIFIED);
    expect((await login(auth, name, { "X-Forwarded-For": "198.51.100.1" })).status).toBe(401);
    expect((await login(auth, name.toUpperCase(), { "X-Forwarded-For": "198.51.100.2" })).status).toBe(401);
    const { status, body, headers } = await login(auth, name, { "X-Forwarded-For": "198.51.100.3" });
    expect(status).toBe(429);
    expect(body.error).toMatchObject({ code: "rate_limited", retry_after_ms: 10_000 });
    expect(headers.get("Retry-After")).toBe("10");
    expect((await auth.metric(VERIFIED)) - before).toBe(2);
  }
  // A stolen access token gives no further guesses.
  const change = { current_password: "wrong password", new_password: "battery staple" };
  expect((await auth.post("/auth/password", change, bearer(access_token))).status).toBe(429);
  auth.clock.now += 10_000;
  expect((await auth.login("Ada")).user.id).toBe(1);
  expect(await auth.metric('hubbub_auth_refused_total{by="checksPerName"}')).toBe(3);
});

const statuses = async (request: (n: number) => Promise<{ status: number }>) => {
  const found: number[] = [];
  for (let n = 0; n < 3; n++) found.push((await request(n)).status);
  return found;
};
const status = async (auth: TestService, address: string) =>
  (await login(auth, "Ada", { "X-Forwarded-For": address })).status;

const PER_ADDRESS: Partial<AuthConfig> = {
  checksPerAddress: { burst: 2, perMinute: 60 },
  signupsPerAddress: { burst: 2, perMinute: 60 },
};

test("[A8.1] password checks and sign-ups from one address are limited before any hashing", async () => {
  await using auth = await TestService.start(PER_ADDRESS);
  const signup = (n: number) => auth.post("/auth/signup", { name: `user ${n}`, password: PASSWORD });
  expect(await statuses((n) => login(auth, `user ${n}`))).toEqual([401, 401, 429]);
  expect(await statuses(signup)).toEqual([201, 201, 429]);
  expect(await auth.metric(VERIFIED)).toBe(2);
  auth.clock.now += 1000;
  expect(await statuses((n) => login(auth, `user ${n}`))).toEqual([401, 429, 429]);
});

test("[A8.3] X-Forwarded-For counts only from a trusted proxy", async () => {
  await using plain = await TestService.start(PER_ADDRESS);
  expect([
    await status(plain, "1.1.1.1"),
    await status(plain, "2.2.2.2"),
    await status(plain, "3.3.3.3"),
  ]).toEqual([401, 401, 429]);
  await using proxied = await TestService.start({ ...PER_ADDRESS, trustedProxies: ["127.0.0.0/8"] });
  expect([
    await status(proxied, "1.1.1.1"),
    await status(proxied, "2.2.2.2"),
    await status(proxied, "3.3.3.3"),
  ]).toEqual([401, 401, 401]);
  await status(proxied, "1.1.1.1");
  expect(await status(proxied, "made up, 1.1.1.1")).toBe(429);
});

test("[A8.4] refresh needs no hash and is not held up by the limits", async () => {
  await using auth = await TestService.start({ ...PER_ADDRESS, checksPerName: { burst: 1, perMinute: 1 } });
  let { refresh_token } = await auth.signup("Ada");
  const before = await auth.metric("hubbub_auth_hash_queue_delay_seconds_count");
  for (let n = 0; n < 10; n++) ({ refresh_token } = (await auth.refresh(refresh_token)).body);
  expect(refresh_token).toStartWith("hbr_");
  expect(await auth.metric("hubbub_auth_hash_queue_delay_seconds_count")).toBe(before);
});
