import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { join } from "node:path";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import { type CreateWebhook, Role, WebhookKind } from "@hubbub/protocol";

import { createChannel, send, valueOf } from "../clients.ts";
import { type ReceivedRequest, startReceiver } from "./webhook-receiver.ts";

let crowd: Crowd;
let ann: RawClient;
let chat: Database;
beforeAll(async () => {
  crowd = await startCrowd({ worker: { privateWebhooks: true, webhookRetryMs: 100 } });
  ann = await openRawClient(crowd.url, await crowd.mint.token(1, { name: "Ann", claims: { admin: true } }));
  chat = new Database(join(crowd.data, "hubbub.sqlite"));
  chat.run("PRAGMA busy_timeout = 5000");
});
afterAll(async () => {
  chat.close();
  await crowd.close();
});

/** Makes an outgoing webhook; its id and the key of its signatures. */
async function addWebhook(
  channel: number,
  url: string,
  wanted: Partial<CreateWebhook> = {},
  client = ann,
): Promise<{ id: number; secret: string }> {
  const value = { channel, kind: WebhookKind.OUTGOING, name: "build bot", url, ...wanted };
  return valueOf(await client.ask({ case: "createWebhook", value }), "webhook");
}

const say = async (channel: number, text: string): Promise<number> =>
  valueOf(await ann.ask(send(channel, text)), "sent").seq;

/** Checks the signature as a receiver would. */
function expectSigned({ headers, text }: ReceivedRequest, secret: string): void {
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(signed).digest("base64");
  expect(headers["webhook-signature"]).toBe(`v1,${signature}`);
  expect(Math.abs(Number(headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(300);
}

test("[W4.6] an outgoing webhook is told of each message of its channel, in order, signed, and of no other channel's", async () => {
  const receiver = startReceiver();
  const [channel, other] = [await createChannel(ann, "told"), await createChannel(ann, "not told")];
  const { secret } = await addWebhook(channel, `${receiver.url}/a`);
  const seqs: number[] = [];
  for (let i = 0; i < 120; i++) seqs.push(await say(i % 2 === 0 ? channel : other, `message ${i}`));
  await receiver.until(60);
  for (const request of receiver.received) expectSigned(request, secret);
  const bodies = receiver.received.map(({ text }) => JSON.parse(text));
  expect(bodies.map(({ data }) => data.seq)).toEqual(seqs.filter((_, i) => i % 2 === 0));
  expect(bodies[0]).toEqual({
    type: "message.created",
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: {
      channel: { id: channel, name: "told" },
      seq: seqs[0],
      user: { id: 1, name: "Ann" },
      text: "message 0",
      mentions: [],
      files: [],
    },
  });
  await receiver.close();
});

test("[W4.7] trigger words choose messages; in Slack's format they come as a form; what the URL answers is posted in the webhook's name, and told to no webhook", async () => {
  const receiver = startReceiver(({ text }) =>
    Response.json({ text: `built ${new URLSearchParams(text).get("text")}` }),
  );
  const channel = await createChannel(ann, "builds");
  const wanted = { triggerWords: ["build", "ship"], slackFormat: true };
  const { secret } = await addWebhook(channel, receiver.url, wanted);
  await ann.ask({ case: "subscribe", value: { channel } });
  await say(channel, "please build");
  await say(channel, "Build main");
  const frame = await ann.until(({ events }) =>
    events.some(({ body }) => body.case === "message" && body.value.text === "built Build main"),
  );
  const answer = frame.events.at(-1)!;
  expect(answer).toMatchObject({ user: 1, body: { value: { alias: { name: "build bot" } } } });
  await say(channel, "build again");
  await receiver.until(2);
  const forms = receiver.received.map(({ text }) => Object.fromEntries(new URLSearchParams(text)));
  expect(forms.map(({ text }) => text)).toEqual(["Build main", "build again"]);
  expect(forms[0]).toMatchObject({
    token: secret,
    channel_name: "builds",
    user_name: "Ann",
    trigger_word: "build",
  });
  expect(receiver.received[0]!.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  await receiver.close();
});

test("[W4.8] a URL that fails is tried again with the same id, and what comes after waits behind it", async () => {
  const receiver = startReceiver((_, number) =>
    number === 1 ? new Response("busy", { status: 503 }) : undefined,
  );
  const channel = await createChannel(ann, "tried again");
  await addWebhook(channel, receiver.url);
  await say(channel, "first");
  await say(channel, "second");
  await receiver.until(3);
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]!);
  expect(ids[1]).toBe(ids[0]!);
  expect(receiver.received.map(({ text }) => JSON.parse(text).data.text)).toEqual([
    "first",
    "first",
    "second",
  ]);
  await receiver.close();
});

test("[W4.9] a URL that is gone (410) turns its webhook off, with an entry in the audit log", async () => {
  const receiver = startReceiver(() => new Response(null, { status: 410 }));
  const channel = await createChannel(ann, "gone");
  const { id } = await addWebhook(channel, receiver.url);
  await say(channel, "hello");
  const audit = () =>
    chat.query("SELECT actor, action, channel, detail FROM audit WHERE target = ?").get(id) as object | null;
  while (audit() === null) await Bun.sleep(10);
  expect(audit()).toEqual({
    actor: 0,
    action: "webhook.disabled",
    channel,
    detail: '{"reason":"the URL answered 410 Gone"}',
  });
  await say(channel, "hello?");
  await crowd.worker!.caughtUp();
  expect(receiver.received).toHaveLength(1);
  await receiver.close();
});

test("[W4.10] a webhook of all public channels is told of channels made later, too, and of no private one", async () => {
  const receiver = startReceiver();
  await addWebhook(0, receiver.url, { triggerWords: ["everywhere"] });
  const channel = await createChannel(ann, "made later");
  const value = { name: "secret", kind: 2 };
  const hidden = valueOf(await ann.ask({ case: "createChannel", value }), "channel").id;
  await say(hidden, "everywhere: not told");
  await say(channel, "everywhere: told");
  await receiver.until(1);
  await crowd.worker!.caughtUp();
  expect(receiver.received.map(({ text }) => JSON.parse(text).data.text)).toEqual(["everywhere: told"]);
  await receiver.close();
});

test("[W4.11] only administrators' webhooks may go to private addresses", async () => {
  const receiver = startReceiver();
  const channel = await createChannel(ann, "private address");
  const bob = await openRawClient(crowd.url, await crowd.mint.token(2));
  await bob.ask({ case: "joinChannel", value: { channel } });
  await ann.ask({ case: "setRole", value: { channel, user: 2, role: Role.MODERATOR } });
  await addWebhook(channel, `${receiver.url}/bob`, {}, bob);
  await addWebhook(channel, `${receiver.url}/ann`);
  const failures = async (): Promise<number> => {
    const figures = await (await fetch(`${crowd.worker!.url}/metrics`)).text();
    return Number(/jobs_total\{kind="webhook",outcome="failed"\} (\d+)/.exec(figures)?.[1] ?? 0);
  };
  const before = await failures();
  await say(channel, "hello");
  await receiver.until(1);
  while ((await failures()) === before) await Bun.sleep(10);
  expect(receiver.received.map(({ path }) => path)).toEqual(["/ann"]);
  bob.close();
  await receiver.close();
});
