import { afterAll, expect, test } from "bun:test";
import { createECDH } from "node:crypto";

import { decryptPush, startPushService } from "@hubbub/devkit";
import webPush from "web-push";

import { RetryLater } from "../../src/worker/jobs/job-kind.ts";
import { PostRefused } from "../../src/worker/outgoing/post-out.ts";
import { sendPush, SubscriptionGone } from "../../src/worker/push/send-push.ts";
import { rejection } from "../rejection.ts";

const service = startPushService();
afterAll(() => service.close());
const keys = webPush.generateVAPIDKeys();
const message = {
  text: '{"title":"Ada 🎉"}',
  urgency: "high",
  topic: "channel-12",
  contact: "mailto:chat@example.org",
} as const;

const send = (path: string, privateAllowed = true) =>
  sendPush(service.subscription(path), message, keys, privateAllowed, AbortSignal.timeout(5_000));

test("[W6.1] a push is encrypted for the device (RFC 8291) and signed by the server (RFC 8292), with TTL, urgency and topic", async () => {
  await send("/a");
  const [push] = service.received;
  expect(push).toMatchObject({
    path: "/a",
    text: message.text,
    publicKey: keys.publicKey,
    claims: { sub: "mailto:chat@example.org" },
    headers: { ttl: "86400", urgency: "high", topic: "channel-12", "content-encoding": "aes128gcm" },
  });
});

test("[W6.2] the check decrypts the example of RFC 8291", () => {
  const device = createECDH("prime256v1");
  device.setPrivateKey("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "base64url");
  const body =
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
  const auth = Buffer.from("BTBZMqHH6r4Tts7J_aSIgg", "base64url");
  expect(decryptPush(Buffer.from(body, "base64url"), device, auth)).toBe(
    "When I grow up, I want to be a watermelon",
  );
});

test("[W6.3] a subscription that is gone is told apart from a push service that is busy, which says when to come again", async () => {
  service.answers((path) => new Response(null, { status: Number(path.slice(1)) }));
  for (const status of [404, 410])
    expect(await rejection(send(`/${status}`))).toBeInstanceOf(SubscriptionGone);
  service.answers(() => new Response(null, { status: 429, headers: { "Retry-After": "7" } }));
  const busy = await rejection(send("/busy"));
  expect(busy).toBeInstanceOf(RetryLater);
  expect((busy as RetryLater).waitMs).toBe(7_000);
});

test("[W6.4] a push service with a private address is asked only if the operator has named it", async () => {
  const before = service.requests;
  expect(await rejection(send("/a", false))).toBeInstanceOf(PostRefused);
  expect(service.requests).toBe(before);
});
