import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";

import { startPushService } from "@hubbub/devkit";
import { startMailServer } from "@hubbub/devkit/mail-server";
import { encodeEntry, type Event, type Init, type Message } from "@hubbub/protocol";

import { loadSecrets } from "../../src/secrets.ts";
import type { Store } from "../../src/store/store.ts";
import { gatewayCalls } from "../../src/worker/gateway-calls.ts";
import { mails } from "../../src/worker/mail/mails.ts";
import { notifications } from "../../src/worker/notifications/notifications.ts";
import { tempFolder } from "../temp-folder.ts";
import { startTestWorker, storeWithChannels } from "./worker-setup.ts";

const folder = tempFolder();
const service = startPushService();
const smtp = await startMailServer();
/** What the gateway knows of users, and what it was asked. */
const activity = new Map<number, { online: boolean; activeAt?: number }>();
const forgotten: string[] = [];
const gateway = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  async fetch(request) {
    const { user, endpoint } = (await request.json()) as { user: number; endpoint: string };
    if (request.url.endsWith("/activity")) {
      const { online = false, activeAt } = activity.get(user) ?? {};
      const idleMs = activeAt === undefined ? null : Math.max(0, Date.now() - activeAt);
      return Response.json({ online, idleMs });
    }
    forgotten.push(endpoint);
    return Response.json({});
  },
});
/** Account 60's owner hasn't shown that the address is theirs. */
const accounts = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request) {
    const id = Number(new URL(request.url).searchParams.get("after")) + 1;
    const account = { id, email: `user-${id}@example.org`, email_verified: id !== 60, disabled: false };
    return Response.json({ accounts: [account] });
  },
});

let store: Store;
let chat: Database;
let worker: Awaited<ReturnType<typeof startTestWorker>>;
const [GENERAL, DIRECT] = [1, 2];
let lastUser = 1;
/** Wants to be told of the word "release"; words are read with the first message. */
let watcher: number;

beforeAll(async () => {
  store = await storeWithChannels(folder.path, 2);
  await loadSecrets(store);
  chat = new Database(join(folder.path, "hubbub.sqlite"));
  chat.run("PRAGMA busy_timeout = 5000");
  chat.run("UPDATE channels SET name = 'general' WHERE id = 1");
  chat.run("UPDATE channels SET name = NULL, kind = 3, direct_key = '1,2' WHERE id = 2");
  watcher = addMember({ push: false, preferences: { keywords: ["release"] } });
  worker = await startTestWorker(folder.path, [gatewayCalls, notifications, mails], {
    gatewayUrl: `http://127.0.0.1:${gateway.port}`,
    authUrl: `http://127.0.0.1:${accounts.port}`,
    internalKey: "internal",
    publicUrl: "https://chat.example.org/",
    smtpUrl: smtp.url,
    mailFrom: "Hubbub <chat@example.org>",
    privatePushHosts: [service.host],
    pushDelayMs: 30,
    activeMs: 300,
  });
});
afterAll(async () => {
  await worker.close();
  chat.close();
  await store.close();
  for (const server of [gateway, accounts]) await server.stop(true);
  await Promise.all([service.close(), smtp.close()]);
  folder[Symbol.dispose]();
});

/** A member of both channels, with a browser that is notified at /ID unless it shan't be. */
function addMember({ level = 0, preferences = {}, push = true, id = ++lastUser } = {}): number {
  chat.run("INSERT INTO users (id, name, preferences) VALUES (?, ?, ?)", [
    id,
    `user-${id}`,
    JSON.stringify(preferences),
  ]);
  for (const channel of [GENERAL, DIRECT]) {
    chat.run("INSERT INTO members (channel, user, level) VALUES (?, ?, ?)", [channel, id, level]);
  }
  if (push) subscribe(id);
  return id;
}

function subscribe(id: number): void {
  const { endpoint, p256dh, auth } = service.subscription(`/${id}`);
  chat.run("INSERT INTO push_subscriptions VALUES (?, ?, ?, ?, 0)", [endpoint, id, p256dh, auth]);
}

/** Appends an event, and has the worker told of it. Its seq. */
async function append(channel: number, body: Init<Event>["body"], at = Date.now()): Promise<number> {
  const entry = encodeEntry({ at, user: 1, body });
  const clientId = crypto.randomUUID();
  const [result] = await store.append([{ channel, user: 1, clientId, at, entry }]);
  if (result?.outcome !== "appended") throw new Error(`the event was not appended: ${result?.outcome}`);
  await worker.heads(channel);
  return result.seq;
}

const say = (value: Init<Message>, channel = GENERAL, at = Date.now()) =>
  append(channel, { case: "message", value }, at);

/** Resolves when no job of these kinds is left. */
async function quiet(...kinds: string[]): Promise<void> {
  const left = kinds.map((kind) => new RegExp(`jobs_waiting_${kind} [1-9]`));
  for (;;) {
    const figures = await (await fetch(`${worker.url}/metrics`)).text();
    if (!left.some((pattern) => pattern.test(figures))) return;
    await Bun.sleep(10);
  }
}

const pushedTo = () => service.received.map(({ path }) => Number(path.slice(1))).toSorted((a, b) => a - b);

test("[W6.5] a mention is pushed to who is away, and not to who has read it, is there, sleeps, wants nothing, or has no browser", async () => {
  service.received.length = 0;
  const now = Date.now();
  const away = addMember();
  const reader = addMember();
  const quietOne = addMember({ preferences: { quietUntil: now + 60_000 } });
  const nothing = addMember({ level: 3 });
  const browserless = addMember({ push: false });
  const unmentioned = addMember();
  const there = addMember();
  // Does something all the time.
  activity.set(there, { online: true, activeAt: Number.MAX_SAFE_INTEGER });
  const next = service.requests + 1;
  const mentions = [1, away, reader, quietOne, nothing, browserless, there];
  chat.run("UPDATE members SET read = 1000 WHERE user = ?", [reader]);
  const seq = await say({ text: `look at **this**,\n@user-${away}`, mentions });
  await service.until(next);
  expect(pushedTo()).toEqual([away]);
  expect(unmentioned).toBeGreaterThan(0);
  expect(service.received[0]!.headers).toMatchObject({ urgency: "high", topic: `channel-${GENERAL}` });
  expect(service.received[0]!.claims.sub).toBe("mailto:chat@example.org");
  expect(JSON.parse(service.received[0]!.text)).toEqual({
    channel: GENERAL,
    seq,
    thread: 0,
    at: expect.any(Number),
    reason: "mention",
    count: 1,
    title: expect.stringMatching(/^\S+ in #general$/),
    body: `look at **this**, @user-${away}`,
  });
  expect(there).toBeGreaterThan(unmentioned);
  activity.delete(there);
  chat.run("DELETE FROM push_subscriptions");
});

test("[W6.6] messages that come together in a channel are one push, of the newest, with their count; a deleted one doesn't count", async () => {
  service.received.length = 0;
  const next = service.requests + 1;
  const user = addMember({ level: 1 });
  // Is there until all is said: pushes wait.
  activity.set(user, { online: true, activeAt: Number.MAX_SAFE_INTEGER });
  const [, second, third] = [
    await say({ text: "one" }),
    await say({ text: "two" }),
    await say({ text: "three" }),
  ];
  await append(GENERAL, { case: "deleted", value: { seq: third } });
  activity.delete(user);
  await service.until(next);
  expect(pushedTo()).toEqual([user]);
  expect(JSON.parse(service.received[0]!.text)).toMatchObject({
    seq: second,
    count: 2,
    reason: "message",
    body: "two",
  });
  expect(service.received[0]!.headers["urgency"]).toBe("normal");
  chat.run("DELETE FROM push_subscriptions WHERE user = ?", [user]);
});

test("[W6.7] who was there, but hasn't read it when they have gone, is pushed then", async () => {
  service.received.length = 0;
  const next = service.requests + 1;
  const user = addMember();
  activity.set(user, { online: true, activeAt: Date.now() });
  await say({ text: "hello", mentions: [user] });
  await service.until(next);
  expect(pushedTo()).toEqual([user]);
  chat.run("DELETE FROM push_subscriptions WHERE user = ?", [user]);
});

test("[W6.8] @here is for who is online, @channel for all; replies are for who follows the thread; own words and direct messages count", async () => {
  service.received.length = 0;
  const [online, offline, follower] = [addMember(), addMember(), addMember()];
  subscribe(watcher);
  activity.set(online, { online: true });
  chat.run("INSERT INTO thread_follows VALUES (?, 1, 3, 1, 0)", [follower]);
  const expectPushed = async (value: Init<Message>, users: number[], channel = GENERAL) => {
    service.received.length = 0;
    await say(value, channel);
    await quiet("notify", "push");
    expect(pushedTo()).toEqual(users.toSorted((a, b) => a - b));
  };
  await expectPushed({ text: "@here", mentionsHere: true }, [online]);
  await expectPushed({ text: "@channel", mentionsChannel: true }, [online, offline, follower, watcher]);
  await expectPushed({ text: "a reply", thread: 3 }, [follower]);
  await expectPushed({ text: "the Release is out" }, [watcher]);
  await expectPushed({ text: "plain" }, []);
  await expectPushed({ text: "hi" }, [online, offline, follower, watcher], DIRECT);
  chat.run("DELETE FROM push_subscriptions");
});

test("[W6.9] a subscription that the push service knows no more is forgotten; the user's others go on", async () => {
  service.received.length = 0;
  const user = addMember();
  const gone = service.subscription("/gone");
  chat.run("INSERT INTO push_subscriptions VALUES (?, ?, ?, ?, 0)", [
    gone.endpoint,
    user,
    gone.p256dh,
    gone.auth,
  ]);
  service.answers((path) => new Response(null, { status: path === "/gone" ? 410 : 201 }));
  await say({ text: "hello", mentions: [user] });
  await quiet("notify", "push", "gateway_call");
  expect(pushedTo()).toEqual([user]);
  expect(forgotten).toEqual([gone.endpoint]);
  chat.run("DELETE FROM push_subscriptions");
});

test("[W8.1] who hasn't read for as long as they want is mailed what was said to them, once, with a way to end it", async () => {
  const user = addMember({ push: false, preferences: { mailAfterMinutes: 1 } });
  const unverified = addMember({ id: 60, push: false, preferences: { mailAfterMinutes: 1 } });
  lastUser = 60;
  const at = Date.now() - 61_000;
  await say({ text: "not for you" }, GENERAL, at);
  await say({ text: `<b>see</b> @user-${user}`, mentions: [user, unverified] }, GENERAL, at);
  await say({ text: "just us" }, DIRECT, at);
  await smtp.until(1);
  await quiet("mail");
  expect(smtp.received).toHaveLength(1);
  const [mail] = smtp.received;
  expect(mail).toMatchObject({
    recipients: [`user-${user}@example.org`],
    subject: expect.stringMatching(/for you|mentioned you/),
  });
  expect(mail!.text).toContain(`<b>see</b> @user-${user}`);
  expect(mail!.text).not.toContain("not for you");
  expect(mail!.html).toContain("&lt;b&gt;see&lt;/b&gt;");
  const header = (key: string) => mail!.headers.find((one) => one.key === key)?.value;
  expect(header("list-unsubscribe")).toMatch(
    /^<https:\/\/chat\.example\.org\/unsubscribe\?user=\d+&token=[\w-]+>$/,
  );
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
});

test("[W8.2] what was read meanwhile is not mailed, and the next mail waits as long again", async () => {
  const reader = addMember({ push: false, preferences: { mailAfterMinutes: 1 } });
  chat.run("UPDATE members SET read = 1000000 WHERE user = ?", [reader]);
  await say({ text: "read already", mentions: [reader] }, GENERAL, Date.now() - 61_000);
  const before = smtp.received.length;
  const late = addMember({ push: false, preferences: { mailAfterMinutes: 1 } });
  await say({ text: "not yet", mentions: [late] });
  while (/jobs_waiting_digest 0/.test(await (await fetch(`${worker.url}/metrics`)).text()))
    await Bun.sleep(5);
  await quiet("mail");
  expect(smtp.received).toHaveLength(before);
});
