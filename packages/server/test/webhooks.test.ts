import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHmac } from "node:crypto";

import { openRawClient, type RawClient, type Stack, startStack } from "@hubbub/devkit";

import { createChannel, expectError, valueOf } from "./clients.ts";

let stack: Stack;
let ann: RawClient;
let bob: RawClient;

async function signup(name: string, setupCode?: string): Promise<RawClient> {
  const response = await fetch(`${stack.url}/auth/signup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, password: "correct horse", setup_code: setupCode }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return openRawClient(stack.url, token);
}

beforeAll(async () => {
  stack = await startStack({ worker: {} });
  ann = await signup("ann", stack.auth.setupCode);
  bob = await signup("bob");
});
afterAll(() => stack.close());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${stack.url}${path}`, { method: "POST", body, headers });

async function hookOf(client: RawClient, channel: number): Promise<{ id: number; secret: string }> {
  const value = { channel, kind: 1, name: "CI" } as const;
  return valueOf(await client.ask({ case: "createWebhook", value }), "webhook");
}

async function lastMessage(client: RawClient, channel: number) {
  const page = await client.ask({ case: "history", value: { channel, before: 2 ** 50, limit: 1 } });
  const { body } = valueOf(page, "events").events[0]!;
  if (body.case !== "message") throw new Error("no message came last");
  return body.value;
}

test("[B3.1] what is posted to an incoming webhook is a message under its name, or the one that it asks for", async () => {
  const channel = await createChannel(ann, "hooks");
  valueOf(await ann.ask({ case: "subscribe", value: { channel } }), "subscribed");
  const { secret } = await hookOf(ann, channel);
  expect(secret).toMatch(/^\/hooks\/[\w-]{32}$/);
  const answer = await post(secret, JSON.stringify({ text: "*done* <https://x.example|here>" }));
  expect([answer.status, await answer.text()]).toEqual([200, "ok"]);
  await ann.until(({ events }) => events.some(({ body }) => body.case === "message"));
  expect(await lastMessage(ann, channel)).toMatchObject({
    text: "**done** [here](https://x.example)",
    alias: { name: "CI", emoji: "" },
  });
  const form = new URLSearchParams({
    payload: JSON.stringify({ text: "from a form", username: "Robot", icon_emoji: ":robot:" }),
  });
  const formType = { "Content-Type": "application/x-www-form-urlencoded" };
  expect((await post(secret, form.toString(), formType)).status).toBe(200);
  expect(await lastMessage(ann, channel)).toMatchObject({
    text: "from a form",
    alias: { name: "Robot", emoji: ":robot:" },
  });
});

test("[B3.2] a retry with the same Idempotency-Key makes no second message", async () => {
  const channel = await createChannel(ann, "hook retries");
  const { secret } = await hookOf(ann, channel);
  const twice = [1, 2].map(() => post(secret, '{"text":"once"}', { "Idempotency-Key": "7" }));
  expect((await Promise.all(twice)).map(({ status }) => status)).toEqual([200, 200]);
  const log = valueOf(await ann.ask({ case: "history", value: { channel } }), "events").events;
  expect(log.filter(({ body }) => body.case === "message")).toHaveLength(1);
});

test("[B3.3] wrong payloads, addresses and archived channels get a sentence; too many posts have to wait", async () => {
  const channel = await createChannel(ann, "hook faults");
  const { id, secret } = await hookOf(ann, channel);
  for (const body of ["", "hello", "[]", "{}", '{"text":""}'])
    expect((await post(secret, body)).status).toBe(400);
  expect((await post(secret, JSON.stringify({ text: "x".repeat(20_000) }))).status).toBe(413);
  expect((await post(`${secret}x`, '{"text":"x"}')).status).toBe(404);
  expect((await fetch(`${stack.url}${secret}`)).status).toBe(405);
  const many = await Promise.all(Array.from({ length: 40 }, () => post(secret, '{"text":"x"}')));
  const refused = many.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(5);
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  valueOf(await ann.ask({ case: "deleteWebhook", value: { id } }), "done");
  expect((await post(secret, '{"text":"x"}')).status).toBe(404);
});

test("[B3.4] webhooks are made, listed without secrets, and deleted by who may, and are nobody else's business", async () => {
  const channel = await createChannel(ann, "hook rights");
  const { id } = await hookOf(ann, channel);
  const outgoing = {
    channel,
    kind: 2,
    name: "out",
    url: "https://x.example/",
    triggerWords: ["deploy"],
  } as const;
  const made = valueOf(await ann.ask({ case: "createWebhook", value: outgoing }), "webhook");
  expect(made.secret).toMatch(/^whsec_/);
  const { webhooks } = valueOf(await ann.ask({ case: "listWebhooks", value: { channel } }), "webhooks");
  expect(webhooks.map(({ name, secret, kind }) => [name, secret, kind])).toEqual([
    ["CI", "", 1],
    ["out", "", 2],
  ]);
  expectError(await bob.ask({ case: "listWebhooks", value: { channel } }), "not_member");
  expectError(await bob.ask({ case: "deleteWebhook", value: { id } }), "not_found", {
    field: "deleteWebhook.id",
  });
  valueOf(await bob.ask({ case: "joinChannel", value: { channel } }), "channel");
  expectError(await bob.ask({ case: "createWebhook", value: { ...outgoing } }), "forbidden");
  expectError(await bob.ask({ case: "deleteWebhook", value: { id } }), "forbidden");
  expectError(await bob.ask({ case: "createWebhook", value: { ...outgoing, channel: 0 } }), "forbidden");
  const fault = (value: object) => ann.ask({ case: "createWebhook", value: { ...outgoing, ...value } });
  expectError(await fault({ url: "ftp://x" }), "invalid", { field: "createWebhook.url" });
  expectError(await fault({ name: "" }), "invalid", { field: "createWebhook.name" });
  expectError(await fault({ kind: 0 }), "invalid", { field: "createWebhook.kind" });
  expectError(await fault({ triggerWords: ["two words"] }), "invalid", {
    field: "createWebhook.triggerWords",
  });
});

test("[B4.1] a slash command asks its URL, signed, and shows the answer to who asked, or to all", async () => {
  const asked: { form: URLSearchParams; signature: string | null; signed: string }[] = [];
  let answer: object = { text: "only *you*" };
  using program = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const body = await request.text();
      const { headers } = request;
      const signed = `${headers.get("webhook-id")}.${headers.get("webhook-timestamp")}.${body}`;
      asked.push({ form: new URLSearchParams(body), signature: headers.get("webhook-signature"), signed });
      return Response.json(answer);
    },
  });
  const create = { name: "weather", url: program.url.href, description: "the weather", hint: "[city]" };
  const { commands } = valueOf(await ann.ask({ case: "createSlashCommand", value: create }), "slashCommands");
  const channel = await createChannel(bob, "slash");
  valueOf(await bob.ask({ case: "subscribe", value: { channel } }), "subscribed");
  const run = (text: string) => bob.ask({ case: "runSlashCommand", value: { channel, text } });
  valueOf(await run("Weather in  Bern"), "done");
  expect(Object.fromEntries(asked[0]!.form)).toMatchObject({
    command: "/weather",
    text: "in  Bern",
    channel_name: "slash",
    user_name: "bob",
  });
  const key = Buffer.from(commands[0]!.secret.slice("whsec_".length), "base64");
  const signature = `v1,${createHmac("sha256", key).update(asked[0]!.signed).digest("base64")}`;
  expect(asked[0]!.signature).toBe(signature);
  const frame = await bob.until(({ signals }) => signals.length > 0);
  expect(frame.signals[0]!.body).toEqual({
    case: "ephemeral",
    value: { channel, thread: 0, text: "only **you**", alias: { name: "/weather", emoji: "" } },
  });
  answer = { response_type: "in_channel", text: "sunny" };
  valueOf(await run("weather"), "done");
  expect(await lastMessage(bob, channel)).toMatchObject({ text: "sunny", alias: { name: "/weather" } });
});

test("[B4.2] slash commands are administrators' to make; what isn't there or doesn't answer is said", async () => {
  const create = { name: "nowhere", url: "http://127.0.0.1:9/", description: "", hint: "" };
  expectError(await bob.ask({ case: "createSlashCommand", value: create }), "forbidden");
  valueOf(await ann.ask({ case: "createSlashCommand", value: create }), "slashCommands");
  expectError(await ann.ask({ case: "createSlashCommand", value: create }), "name_taken", {
    field: "createSlashCommand.name",
  });
  expectError(await ann.ask({ case: "createSlashCommand", value: { ...create, name: "No!" } }), "invalid", {
    field: "createSlashCommand.name",
  });
  const listed = valueOf(await bob.ask({ case: "listSlashCommands", value: {} }), "slashCommands").commands;
  expect(listed.find(({ name }) => name === "nowhere")).toMatchObject({ url: "", secret: "" });
  const channel = await createChannel(bob, "slash faults");
  const run = (text: string) => bob.ask({ case: "runSlashCommand", value: { channel, text } });
  expectError(await run("unheard of"), "not_found", { field: "runSlashCommand.text" });
  expect(valueOf(await run("nowhere"), "error")).toMatchObject({ name: "unavailable" });
  valueOf(await ann.ask({ case: "deleteSlashCommand", value: { name: "nowhere" } }), "done");
  expectError(await ann.ask({ case: "deleteSlashCommand", value: { name: "nowhere" } }), "not_found", {
    field: "deleteSlashCommand.name",
  });
});
