import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, openRawClient, startCrowd, startPushService } from "@hubbub/devkit";

import { loadSecrets } from "../src/secrets.ts";
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { unsubscribeUrl } from "../src/unsubscribe-url.ts";
import { createChannel, expectError, send, valueOf } from "./clients.ts";
import { tempFolder } from "./temp-folder.ts";

const service = startPushService();
let crowd: Crowd;
beforeAll(async () => {
  crowd = await startCrowd({ worker: { privatePushHosts: [service.host], pushDelayMs: 20, activeMs: 1 } });
});
afterAll(async () => {
  await crowd.close();
  await service.close();
});

test("[W6.10] a browser that a user has registered is pushed what they want to be told of, signed with the key of the Welcome, until it is unregistered", async () => {
  const ann = await openRawClient(crowd.url, await crowd.mint.token(1));
  const channel = await createChannel(ann, "pushed");
  const bob = await openRawClient(crowd.url, await crowd.mint.token(2));
  await bob.ask({ case: "joinChannel", value: { channel } });
  const subscription = service.subscription("/bob");
  expect((await bob.ask({ case: "registerPush", value: subscription }))?.case).toBe("done");
  const { pushKey } = valueOf(bob.frames[0]!.replies[0]!.body, "welcome");
  await ann.ask(send(channel, "not for bob"));
  await ann.ask(send(channel, "hello @user-2"));
  await service.until(1);
  expect(service.received[0]).toMatchObject({ path: "/bob", publicKey: pushKey });
  const push = { title: "user-1 in #pushed", body: "hello @user-2", reason: "mention", count: 1 };
  expect(JSON.parse(service.received[0]!.text)).toMatchObject(push);
  await bob.ask({ case: "setChannelPreferences", value: { channel, level: 1 } });
  const { endpoint } = subscription;
  // Another user's isn't theirs to remove.
  expect((await ann.ask({ case: "unregisterPush", value: { endpoint } }))?.case).toBe("done");
  await ann.ask(send(channel, "again"));
  await service.until(2);
  expect((await bob.ask({ case: "unregisterPush", value: { endpoint } }))?.case).toBe("done");
  await ann.ask(send(channel, "and again"));
  await crowd.worker!.caughtUp();
  expect(service.received).toHaveLength(2);
  ann.close();
  bob.close();
});

test("[W6.11] a subscription without an address or with keys that are none is refused", async () => {
  const client = await openRawClient(crowd.url, await crowd.mint.token(1));
  const good = service.subscription("/a");
  const register = (value: Partial<typeof good>) =>
    client.ask({ case: "registerPush", value: { ...good, ...value } });
  for (const endpoint of ["", "file:///etc/passwd", "push"]) {
    expectError(await register({ endpoint }), "invalid", { field: "registerPush.endpoint" });
  }
  const field = "registerPush.endpoint";
  expectError(await register({ endpoint: `https://x/${"y".repeat(2_048)}` }), "too_large", {
    field,
    limit: 2_048,
  });
  expectError(await register({ p256dh: "AAAA" }), "invalid", { field: "registerPush.p256dh", limit: 65 });
  expectError(await register({ auth: "no base64" }), "invalid", { field: "registerPush.auth", limit: 16 });
  client.close();
});

test("[W6.12] the keys that push services know a server by are made once, and kept", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/hubbub.sqlite`;
  const made = [];
  for (let start = 0; start < 2; start++) {
    const store = await openSqliteStore({ path });
    made.push(await loadSecrets(store));
    await store.close();
  }
  expect(made[1]).toEqual(made[0]!);
  expect(Buffer.from(made[0]!.pushKeys.publicKey, "base64url")).toHaveLength(65);
});

test("[W8.3] the link in a mail asks, then ends the mails to its user, on all devices; a wrong one does nothing", async () => {
  using folder = tempFolder();
  const other = await startCrowd({ data: folder.path });
  const client = await openRawClient(other.url, await other.mint.token(5));
  const preferences = { keywords: ["kept"], mailAfterMinutes: 30 };
  await client.ask({ case: "setPreferences", value: { preferences } });
  const key = keyOf(folder.path);
  const url = unsubscribeUrl(other.url, key, 5);
  expect((await fetch(`${url}x`, { method: "POST" })).status).toBe(403);
  expect((await fetch(unsubscribeUrl(other.url, "another key", 5), { method: "POST" })).status).toBe(403);
  const asked = await fetch(url);
  expect([asked.status, asked.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(await asked.text()).toContain('<form method="post">');
  const done = await fetch(url, { method: "POST", body: "List-Unsubscribe=One-Click" });
  expect(done.status).toBe(200);
  const frame = await client.until(({ userEvents }) =>
    userEvents.some(({ body }) => body.case === "preferences" && body.value.mailAfterMinutes === 0),
  );
  expect(frame.userEvents.at(-1)!.body.value).toMatchObject({ keywords: ["kept"] });
  client.close();
  await other.close();
});

/** Read from a second connection, as the worker does. */
function keyOf(data: string): string {
  using chat = new Database(`${data}/hubbub.sqlite`, { readonly: true });
  return chat.query<{ value: string }, []>("SELECT value FROM secrets WHERE name = 'unsubscribe-key'").get()!
    .value;
}
