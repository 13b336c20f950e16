import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, openRawClient, startCrowd, startStack } from "@hubbub/devkit";

import { createChannel, send, valueOf } from "./clients.ts";

let crowd: Crowd;

beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

interface Json {
  [name: string]: Json;
}

/** Asks the API as a user; status, headers and body. */
async function ask(user: number, method: string, path: string, body?: unknown, options = {}) {
  const token = await crowd.mint.token(user, options);
  const response = await fetch(`${crowd.url}/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const json = (await response.json()) as Json;
  // What refers to the same thing twice names it by these.
  const id = Number(json["id"] ?? 0);
  const error = json["error"] as { name?: string; field?: string } | undefined;
  return { status: response.status, headers: response.headers, body: json, id, error };
}

test("[B1.1] what is sent over HTTP comes to connections, and what is sent over them is listed over HTTP", async () => {
  const ann = await openRawClient(crowd.url, await crowd.mint.token(1));
  const {
    body: channel,
    status,
    id,
  } = await ask(2, "POST", "/channels", {
    name: "over http",
    topic: "both ways",
  });
  expect(status).toBe(201);
  expect(channel).toMatchObject({ name: "over http", kind: "CHANNEL_KIND_PUBLIC", member: true });
  valueOf(await ann.ask({ case: "joinChannel", value: { channel: id, name: "" } }), "channel");
  valueOf(await ann.ask({ case: "subscribe", value: { channel: id } }), "subscribed");
  const sent = await ask(2, "POST", `/channels/${id}/messages`, {
    text: "hello",
    clientId: "once",
  });
  expect<unknown>([sent.status, sent.body]).toEqual([
    201,
    { channel: id, seq: expect.any(Number), at: expect.any(Number) },
  ]);
  const again = await ask(2, "POST", `/channels/${id}/messages`, {
    text: "hello",
    clientId: "once",
  });
  expect<unknown>(again.body).toEqual({ ...sent.body, repeated: true });
  await ann.until(({ events }) => events.some(({ seq }) => seq === Number(sent.body["seq"])));
  const { seq } = valueOf(await ann.ask(send(id, "hi")), "sent");
  const log = await ask(2, "GET", `/channels/${id}/events?before=${seq + 1}&limit=2`);
  expect(log.body["events"]).toMatchObject([{ message: { text: "hello" } }, { message: { text: "hi" } }]);
  const { body: unread } = await ask(2, "GET", "/unread");
  expect<unknown>(unread["channels"]).toEqual([expect.objectContaining({ channel: id, messages: 1 })]);
});

test("[B1.2] who comes over HTTP alone is not online", async () => {
  const ann = await openRawClient(crowd.url, await crowd.mint.token(11));
  await ask(12, "GET", "/channels");
  const watched = valueOf(await ann.ask({ case: "watchUsers", value: { users: [12] } }), "presences");
  expect(watched.presences).toEqual([{ user: 12, kind: 0 }]);
});

test("[B1.3] a membership that changes counts for the next request", async () => {
  const ann = await openRawClient(crowd.url, await crowd.mint.token(21));
  const channel = await createChannel(ann, "changing");
  const refused = await ask(22, "POST", `/channels/${channel}/messages`, { text: "not yet" });
  expect([refused.status, refused.error?.name]).toEqual([403, "not_member"]);
  expect((await ask(22, "POST", `/channels/${channel}/join`, {})).status).toBe(201);
  expect((await ask(22, "POST", `/channels/${channel}/messages`, { text: "now" })).status).toBe(201);
  expect((await ask(22, "POST", `/channels/${channel}/leave`, {})).status).toBe(200);
  expect((await ask(22, "POST", `/channels/${channel}/messages`, { text: "gone" })).status).toBe(403);
});

test("[B1.4] every command can be done by its name, but those that need a connection", async () => {
  const { body } = await ask(31, "POST", "/commands/getUsers", { ids: [31] });
  expect<unknown>(body["users"]).toEqual([expect.objectContaining({ id: 31 })]);
  const refused = await ask(31, "POST", "/commands/subscribe", { channel: 1 });
  expect([refused.status, refused.error?.name]).toEqual([400, "invalid"]);
  expect((await ask(31, "POST", "/commands/authenticate", {})).status).toBe(404);
  expect((await ask(31, "POST", "/commands/constructor", {})).status).toBe(404);
});

test("[B1.5] wrong requests are refused with status, name and field, and nothing is done", async () => {
  const check = async (method: string, path: string, body: unknown, status: number, field: string) => {
    const answer = await ask(41, method, path, body);
    expect([path, answer.status, answer.error?.field ?? ""]).toEqual([path, status, field]);
  };
  await check("POST", "/channels", { name: "" }, 400, "createChannel.name");
  await check("POST", "/channels", { name: "x", colour: "red" }, 400, "colour");
  await check("POST", "/channels", { name: 5 }, 400, "name");
  await check("POST", "/channels", [1], 400, "");
  await check("GET", "/channels?limit=many", undefined, 400, "limit");
  await check("GET", "/channels?limit=501", undefined, 413, "listChannels.limit");
  await check("GET", "/channels/1/events?channel=2", undefined, 400, "channel");
  await check("GET", "/nowhere", undefined, 404, "");
  const wrong = await ask(41, "PUT", "/channels", {});
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST"]);
  const nobody = await fetch(`${crowd.url}/api/channels`);
  expect(nobody.status).toBe(401);
  const forged = await ask(41, "GET", "/channels", undefined, { foreignKey: true });
  expect([forged.status, forged.error?.name]).toEqual([401, "token_invalid"]);
  expect((await ask(41, "GET", "/channels?after=w")).body["channels"]).toBeUndefined();
});

test("[B1.6] a bot does what its token's scopes allow, and nothing else", async () => {
  const bot = { bot: true, scopes: ["channels:read"] };
  expect((await ask(51, "GET", "/channels", undefined, bot)).status).toBe(200);
  const refused = await ask(51, "POST", "/channels", { name: "by a bot" }, bot);
  expect([refused.status, refused.error?.name]).toEqual([403, "forbidden"]);
  const people = await ask(51, "POST", "/commands/setProfile", { title: "Bot" }, bot);
  expect(people.status).toBe(403);
});

test("[B1.7] the description tells of every address, with the fields of its command and reply", async () => {
  const description = (await (await fetch(`${crowd.url}/api`)).json()) as Json;
  expect<unknown>(description["openapi"]).toBe("3.1.0");
  const post = description["paths"]?.["/api/channels/{channel}/messages"]?.["post"];
  expect(post).toMatchObject({
    parameters: [{ name: "channel", in: "path", required: true }],
    requestBody: {
      content: { "application/json": { schema: { properties: { clientId: {}, text: {}, thread: {} } } } },
    },
    responses: {
      "201": { content: { "application/json": { schema: { $ref: "#/components/schemas/Sent" } } } },
    },
  });
  const schemas = description["components"]?.["schemas"] ?? {};
  expect(schemas["Sent"]).toMatchObject({ properties: { seq: { type: "integer" } } });
  const operations = Object.values(description["paths"] ?? {}).flatMap((path) => Object.values(path));
  expect(operations.length).toBeGreaterThan(20);
  expect(new Set(operations.map((operation) => operation["operationId"])).size).toBe(operations.length);
  const refs = JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  for (const [, name = ""] of refs) expect(schemas).toHaveProperty(name);
});

test("[B1.8] a bot's own token is taken as it is, until it is revoked", async () => {
  const stack = await startStack();
  try {
    const post = async (path: string, body: object, token?: string): Promise<Json> => {
      const headers = {
        "Content-Type": "application/json",
        ...(token && { Authorization: `Bearer ${token}` }),
      };
      const response = await fetch(`${stack.url}${path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      return (await response.json()) as Json;
    };
    const account = { name: "boss", password: "correct horse", setup_code: stack.auth.setupCode };
    const boss = String((await post("/auth/signup", account))["access_token"]);
    const bot = Number((await post("/auth/bots", { name: "deployer" }, boss))["bot"]?.["id"]);
    const scopes = ["channels:read", "channels:write", "messages:write"];
    const made = await post("/auth/bots/tokens", { bot, name: "CI", scopes }, boss);
    const token = String(made["text"]);
    const channel = await post("/api/channels", { name: "deploys" }, token);
    expect<unknown>(channel["name"]).toBe("deploys");
    const sent = await post(`/api/channels/${Number(channel["id"])}/messages`, { text: "done" }, token);
    expect<unknown>(sent["seq"]).toBe(3);
    await post("/auth/bots/tokens/revoke", { id: made["token"]?.["id"] }, boss);
    const wrong = await fetch(`${stack.url}/api/channels`, {
      headers: { Authorization: "Bearer hbt_nonsense" },
    });
    expect(wrong.status).toBe(401);
    for (let status = 200; status !== 401; await Bun.sleep(20)) {
      ({ status } = await fetch(`${stack.url}/api/channels`, {
        headers: { Authorization: `Bearer ${token}` },
      }));
    }
  } finally {
    await stack.close();
  }
});
