import { expect, test } from "bun:test";

import { postOut, PostRefused, retryAfterMs } from "../../src/worker/outgoing/post-out.ts";
import { signWebhook } from "../../src/worker/webhooks/sign-webhook.ts";
import { triggerWord } from "../../src/worker/webhooks/trigger-word.ts";
import { rejection } from "../rejection.ts";

test("[W4.1] the signature is that of Standard Webhooks, by their own example", () => {
  const headers = signWebhook(
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    '{"test": 2432232314}',
    1_614_265_330_999,
  );
  expect(headers).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("[W4.2] a trigger word begins a message, whole and in any case", () => {
  const words = ["build", "!ship"];
  expect(triggerWord(words, "Build it")).toBe("build");
  expect(triggerWord(words, "  build: now")).toBe("build");
  expect(triggerWord(words, "!ship")).toBe("!ship");
  for (const text of ["building", "please build", "ship", ""])
    expect(triggerWord(words, text)).toBeUndefined();
});

test("[W4.3] a URL with a private address is refused before anything is sent, whether it is a name or a number", async () => {
  let requests = 0;
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response(`${++requests}`) });
  const signal = AbortSignal.timeout(5_000);
  const post = (url: string, privateAllowed: boolean) =>
    postOut({ url, headers: {}, body: "x", privateAllowed, signal });
  for (const host of ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1"]) {
    expect(await rejection(post(`http://${host}:${server.port}/`, false))).toBeInstanceOf(PostRefused);
  }
  expect(await rejection(post("file:///etc/passwd", true))).toBeInstanceOf(PostRefused);
  expect(requests).toBe(0);
  expect(await post(`http://127.0.0.1:${server.port}/`, true)).toMatchObject({ status: 200, text: "1" });
  await server.stop(true);
});

test("[W4.4] no more than 64 KiB of an answer are read, and a redirect is not followed", async () => {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request) =>
      request.url.endsWith("/long") ? new Response("x".repeat(1 << 20)) : Response.redirect("/long", 302),
  });
  const post = (path: string) =>
    postOut({
      url: `http://127.0.0.1:${server.port}${path}`,
      headers: {},
      body: "",
      privateAllowed: true,
      signal: AbortSignal.timeout(5_000),
    });
  expect((await post("/long")).text).toHaveLength(64 * 1024);
  expect((await post("/")).status).toBe(302);
  await server.stop(true);
});

test("[W4.5] Retry-After is seconds or a date, up to a most", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(retryAfterMs("120", now, 1e9)).toBe(120_000);
  expect(retryAfterMs("Thu, 01 Jan 2026 00:00:05 GMT", now, 1e9)).toBe(5_000);
  expect(retryAfterMs("Wed, 31 Dec 2025 00:00:00 GMT", now, 1e9)).toBe(0);
  expect(retryAfterMs("999999", now, 60_000)).toBe(60_000);
  expect([retryAfterMs("soon", now, 1e9), retryAfterMs(undefined, now, 1e9)]).toEqual([0, 0]);
});
