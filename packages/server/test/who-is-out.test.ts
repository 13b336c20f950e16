import { afterAll, beforeAll, expect, test } from "bun:test";
import { connect } from "node:net";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { ChannelKind, LAST_TIME, Role, WebhookKind } from "@hubbub/protocol";

import { Person } from "./messages/people.ts";

let crowd: Crowd;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = await Person.arrive(crowd, 1, { name: "ann" });
  bob = await Person.arrive(crowd, 2, { name: "bob" });
});
afterAll(() => crowd.close());

const posted = async (path: string): Promise<number> =>
  (await fetch(crowd.url + path, { method: "POST", body: JSON.stringify({ text: "hi" }) })).status;

const hookOf = async (person: Person, channel: number, more: object = {}) =>
  person.get("createWebhook", { channel, kind: WebhookKind.INCOMING, name: "CI", ...more }, "webhook");

test("[X2.3] the webhooks of who is removed or banned are turned off, and the audit log says so", async () => {
  for (const command of ["removeMember", "ban"] as const) {
    const value = { name: `hooks ${command}`, kind: ChannelKind.PRIVATE, members: [bob.id] };
    const { id: channel } = await ann.get("createChannel", value, "channel");
    await ann.setRole(channel, bob.id, Role.MODERATOR);
    const incoming = await hookOf(bob, channel);
    await hookOf(bob, channel, { kind: WebhookKind.OUTGOING, url: "https://bob.example/" });
    const kept = await hookOf(ann, channel);
    expect(await posted(incoming.secret)).toBe(200);
    await ann.get(command, { channel, user: bob.id }, "logged");
    expect(await posted(incoming.secret)).toBe(404);
    expect(await posted(kept.secret)).toBe(200);
    const { webhooks } = await ann.get("listWebhooks", { channel }, "webhooks");
    expect(webhooks.map(({ disabled }) => disabled)).toEqual([true, true, false]);
    const { entries } = await ann.get("listAudit", { channel }, "audit");
    expect(entries.filter(({ action }) => action === "webhook.disabled")).toHaveLength(2);
  }
});

test("[X2.4] of a disabled account nothing is sent, neither by schedule nor by webhooks, until it is enabled", async () => {
  const channel = await ann.createChannel("disabled");
  const dan = await Person.arrive(crowd, 4, { name: "dan" });
  await dan.get("joinChannel", { channel }, "channel");
  await ann.setRole(channel, dan.id, Role.MODERATOR);
  const hook = await hookOf(dan, channel);
  const later = { channel, text: "later", clientId: "later", at: Date.now() + 700 };
  await dan.get("scheduleMessage", later, "scheduled");
  crowd.mint.revoke(dan.id, null, "disabled");
  await dan.client.closed;
  const isListed = async () =>
    (await ann.get("listUsers", { prefix: "dan" }, "users")).users.some(({ id }) => id === dan.id);
  while (await isListed()) await Bun.sleep(10);
  expect(await posted(hook.secret)).toBe(404);
  await Bun.sleep(Math.max(0, later.at + 200 - Date.now()));
  expect((await ann.page(channel)).messages).toHaveLength(0);
  crowd.mint.revoke(dan.id, null, "enabled");
  while (!(await isListed())) await Bun.sleep(10);
  expect(await posted(hook.secret)).toBe(200);
  // A token of this very moment is as good as any other.
  const back = await Person.arrive(crowd, 4, { name: "dan" });
  const scheduled = (await back.feed()).find((body) => body.case === "scheduled");
  expect(scheduled?.value).toMatchObject({ failed: "forbidden" });
});

test("[H1.6] scheduling counts for slow mode, as sending does", async () => {
  const channel = await ann.createChannel("slow", bob);
  await ann.get("updateChannel", { channel, change: { case: "slowModeS", value: 3_600 } }, "logged");
  const later = { channel, text: "later", at: Date.now() + 60_000 };
  await bob.get("scheduleMessage", { ...later, clientId: "slow-1" }, "scheduled");
  const refused = [
    await bob.get("scheduleMessage", { ...later, clientId: "slow-2" }, "error"),
    await bob.get("send", { channel, text: "now", clientId: "slow-3" }, "error"),
  ];
  expect(refused.map(({ name }) => name)).toEqual(["rate_limited", "rate_limited"]);
  await ann.get("scheduleMessage", { ...later, clientId: "owner-1" }, "scheduled");
  await ann.get("scheduleMessage", { ...later, clientId: "owner-2" }, "scheduled");
});

test("[G5.7] a request with a Host header that is none is refused, and is no fault of the server", async () => {
  const { hostname, port } = new URL(crowd.url);
  for (const host of ["", 'a b"<>', "x:99999", "[::"]) {
    const socket = connect(Number(port), hostname);
    socket.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    const answer = await new Response(socket as unknown as ReadableStream).text();
    expect(answer).toStartWith("HTTP/1.1 400 ");
  }
});

test("[X2.5] who is muted or banned for ages is told so, and goes on elsewhere", async () => {
  const cem = await Person.arrive(crowd, 5, { name: "cem" });
  const channel = await ann.createChannel("for ages", cem);
  const until = LAST_TIME;
  await ann.get("mute", { channel, user: cem.id, until }, "logged");
  const muted = await cem.get("send", { channel, text: "x", clientId: "muted" }, "error");
  expect(muted).toMatchObject({ name: "muted", retryAfterMs: 2 ** 32 - 1 });
  await ann.get("ban", { channel, user: cem.id, until }, "logged");
  expect(await cem.get("joinChannel", { channel }, "error")).toMatchObject({ name: "banned" });
  await cem.createChannel("elsewhere, after ages");
  for (const command of ["mute", "ban"] as const) {
    const details = { field: `${command}.until`, limit: LAST_TIME };
    await ann.refused(command, { channel, user: cem.id, until: LAST_TIME + 1 }, "invalid", details);
  }
});
