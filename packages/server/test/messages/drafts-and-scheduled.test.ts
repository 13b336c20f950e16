import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import {
  type Crowd,
  openRawClient,
  spawnServer,
  startCrowd,
  startTokenMint,
  temporaryFolder,
} from "@hubbub/devkit";
import { LIMITS, SUBPROTOCOLS } from "@hubbub/protocol";

import { Person } from "./people.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let crowd: Crowd;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = await Person.arrive(crowd, 1, { name: "ann" });
  bob = await Person.arrive(crowd, 2, { name: "bob" });
});
afterAll(() => crowd.close());

describe.each([...SUBPROTOCOLS])("%s", (subprotocol) => {
  test("[M8.1] a draft is the same on all of the user's devices, one for each channel and thread", async () => {
    const channel = await ann.createChannel(`drafts ${subprotocol}`);
    const phone = await Person.arrive(crowd, 1, { name: "ann" }, subprotocol);
    const after = await ann.version();
    await ann.get("setDraft", { channel, text: "half a" }, "done");
    await phone.told((body) => body.case === "draft" && body.value.text === "half a");
    await phone.get("setDraft", { channel, text: "half a sentence" }, "done");
    await ann.get("setDraft", { channel, thread: 7, text: "in a thread" }, "done");
    expect(await phone.feed(after)).toEqual([
      { case: "draft", value: { channel, thread: 0, text: "half a sentence", files: [] } },
      { case: "draft", value: { channel, thread: 7, text: "in a thread", files: [] } },
    ]);
    await phone.get("setDraft", { channel }, "done");
    await ann.told((body) => body.case === "draft" && body.value.thread === 0 && body.value.text === "");
  });

  test("[M9.1] a scheduled message is in the user's feed until it is sent as theirs, with mentions, in its thread", async () => {
    const channel = await ann.createChannel(`scheduled ${subprotocol}`, bob);
    const reader = await Person.arrive(crowd, 2, { name: "bob" }, subprotocol);
    await reader.subscribe(channel);
    const root = await bob.send(channel, "root");
    const at = Date.now() + 300;
    const message = {
      channel,
      text: "later, @bob",
      thread: root,
      at,
      clientId: `later ${subprotocol}`.replace(" ", "-"),
    };
    const { id } = await ann.get("scheduleMessage", message, "scheduled");
    const { clientId: _, ...told } = message;
    expect((await ann.feed()).at(-1)).toEqual({
      case: "scheduled",
      value: { ...told, id, files: [], failed: "" },
    });
    const event = await reader.event(channel, root + 1);
    expect(event).toMatchObject({
      user: 1,
      body: { case: "message", value: { text: "later, @bob", thread: root, mentions: [2] } },
    });
    expect(event.at).toBeGreaterThanOrEqual(at);
    await ann.told((body) => body.case === "scheduledGone" && body.value.id === id);
    // The client id is the message's: a send with it is no second one.
    const again = await ann.get("send", { channel, clientId: message.clientId, text: "x" }, "sent");
    expect(again).toMatchObject({ seq: root + 1, repeated: true });
    await ann.refused("scheduleMessage", message, "client_id_reused", { field: "scheduleMessage.clientId" });
  });
});

test("[M8.2] a draft that changes nothing is no change, and nobody else is told", async () => {
  const channel = await ann.createChannel("draft again", bob);
  const [mine, bobs] = [await ann.version(), await bob.version()];
  for (let i = 0; i < 3; i++) await ann.get("setDraft", { channel, text: "same" }, "done");
  expect(await ann.version()).toBe(mine + 1);
  for (let i = 0; i < 3; i++) await ann.get("setDraft", { channel }, "done");
  expect(await ann.version()).toBe(mine + 2);
  expect(await bob.version()).toBe(bobs);
});

test("[M8.3] drafts are bounded: 100, of a message's size, in channels of one's own", async () => {
  const dan = await Person.arrive(crowd, 3);
  const channel = await dan.createChannel("full of drafts");
  for (let thread = 0; thread < LIMITS.drafts; thread++) {
    await dan.get("setDraft", { channel, thread, text: "x" }, "done");
  }
  await dan.refused("setDraft", { channel, thread: 1000, text: "x" }, "too_large", { limit: LIMITS.drafts });
  await dan.get("setDraft", { channel, thread: 5, text: "another" }, "done");
  await dan.get("setDraft", { channel, thread: 6 }, "done");
  await dan.get("setDraft", { channel, thread: 1000, text: "x" }, "done");
  const long = { channel, text: "x".repeat(LIMITS.textBytes + 1) };
  await dan.refused("setDraft", long, "too_large", { field: "setDraft.text", limit: LIMITS.textBytes });
  await bob.refused("setDraft", { channel, text: "x" }, "not_member");
  const files = { channel, files: [12345] };
  await dan.refused("setDraft", files, "not_found", { field: "setDraft.files" });
});

test("[M9.2] scheduling with the same client id again gives what it made", async () => {
  const channel = await ann.createChannel("schedule again");
  const message = { channel, text: "one", at: Date.now() + HOUR_MS, clientId: "same" };
  const first = await ann.get("scheduleMessage", message, "scheduled");
  expect(await ann.get("scheduleMessage", { ...message, text: "two" }, "scheduled")).toEqual(first);
});

test("[M9.3] a scheduled message that was cancelled is not sent", async () => {
  const channel = await ann.createChannel("cancelled", bob);
  await bob.subscribe(channel);
  const message = { channel, text: "never", at: Date.now() + 250, clientId: "cancelled" };
  const { id } = await ann.get("scheduleMessage", message, "scheduled");
  await bob.refused("cancelScheduled", { id }, "not_found", { field: "cancelScheduled.id" });
  await ann.get("cancelScheduled", { id }, "done");
  await ann.refused("cancelScheduled", { id }, "not_found", { field: "cancelScheduled.id" });
  await ann.get(
    "scheduleMessage",
    { ...message, text: "sent", at: message.at + 50, clientId: "sent" },
    "scheduled",
  );
  expect((await bob.event(channel, 4)).body.value).toMatchObject({ text: "sent" });
});

test("[M9.4] messages are sent in the order of their times, one whose time is past at once", async () => {
  const channel = await ann.createChannel("in order", bob);
  await bob.subscribe(channel);
  const now = Date.now();
  for (const [text, at] of [
    ["third", now + 400],
    ["second", now + 300],
    ["first", now - HOUR_MS],
  ] as const) {
    await ann.get("scheduleMessage", { channel, text, at, clientId: text }, "scheduled");
  }
  await bob.event(channel, 6);
  const { messages } = await bob.page(channel);
  expect(messages.map(({ message }) => message?.text)).toEqual(["first", "second", "third"]);
});

test("[M9.5] why a message could not be sent is told, and it stays until it is cancelled", async () => {
  const channel = await ann.createChannel("left", bob);
  const message = { channel, text: "too late", at: Date.now() + 200, clientId: "too-late" };
  const { id } = await bob.get("scheduleMessage", message, "scheduled");
  await bob.get("leaveChannel", { channel }, "done");
  await bob.told(
    (body) => body.case === "scheduled" && body.value.id === id && body.value.failed === "not_member",
  );
  expect((await ann.page(channel)).messages).toEqual([]);
  await bob.get("cancelScheduled", { id }, "done");
  await bob.told((body) => body.case === "scheduledGone" && body.value.id === id);
});

test("[M9.6] scheduled messages are bounded: 100, a year ahead, of a message's size", async () => {
  const dan = await Person.arrive(crowd, 4);
  const channel = await dan.createChannel("full of scheduled");
  const message = { channel, text: "x", at: Date.now() + HOUR_MS, clientId: "x" };
  for (let i = 0; i < LIMITS.scheduled; i++) {
    await dan.get("scheduleMessage", { ...message, clientId: `s${i}` }, "scheduled");
  }
  await dan.refused("scheduleMessage", message, "too_large", { limit: LIMITS.scheduled });
  const field = "scheduleMessage.at";
  await dan.refused("scheduleMessage", { ...message, at: 0 }, "invalid", { field });
  const late = { ...message, at: Date.now() + 367 * DAY_MS };
  await dan.refused("scheduleMessage", late, "too_large", { field, limit: LIMITS.scheduledDays });
  const details = { field: "scheduleMessage.text", limit: 1 };
  await dan.refused("scheduleMessage", { ...message, text: "" }, "invalid", details);
  await bob.refused("scheduleMessage", message, "not_member");
});

test("[M9.7] what is due while the server is down, killed by force, is sent once when it starts again", async () => {
  using folder = temporaryFolder();
  const mint = await startTokenMint();
  const flags = ["--auth-url", mint.url, "--internal-key", mint.internalKey];
  let server = await spawnServer({ data: folder.path, flags });
  const connect = async () => new Person(1, await openRawClient(server.url, await mint.token(1)));
  let person = await connect();
  const channel = await person.createChannel("killed");
  const count = 20;
  const at = Date.now() + 400;
  for (let i = 0; i < count; i++) {
    await person.get(
      "scheduleMessage",
      { channel, text: `${i}`, at: at + i * 5, clientId: `k${i}` },
      "scheduled",
    );
  }
  // Some of them were sent, some were not.
  await Bun.sleep(Math.max(0, at + 40 - Date.now()));
  server.kill("SIGKILL");
  await server.ended;
  server = await spawnServer({ data: folder.path, flags });
  person = await connect();
  await person.subscribe(channel);
  const texts = async () => (await person.page(channel)).messages.map(({ message }) => message?.text);
  for (const end = Date.now() + 10_000; (await texts()).length < count && Date.now() < end;)
    await Bun.sleep(20);
  expect(await texts()).toEqual(Array.from({ length: count }, (_, i) => `${i}`));
  expect((await person.feed()).filter(({ case: kind }) => kind === "scheduled")).toEqual([]);
  server.kill("SIGTERM");
  await server.ended;
  await mint.close();
}, 30_000);
