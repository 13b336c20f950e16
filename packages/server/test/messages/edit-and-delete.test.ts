import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS, SUBPROTOCOLS } from "@hubbub/protocol";

import { Person } from "./people.ts";

let crowd: Crowd;
let ann: Person;
let bob: Person;
/** Owns nothing; a member like others. */
let cyd: Person;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = await Person.arrive(crowd, 1, { name: "ann" });
  bob = await Person.arrive(crowd, 2, { name: "bob" });
  cyd = await Person.arrive(crowd, 3, { name: "cyd" });
});
afterAll(() => crowd.close());

describe.each([...SUBPROTOCOLS])("%s", (subprotocol) => {
  test("[M1.1] an edit is an event that every subscriber gets, and the message reads so from then on", async () => {
    const channel = await ann.createChannel(`edits ${subprotocol}`, bob);
    const reader = await Person.arrive(crowd, 4, {}, subprotocol);
    await reader.subscribe(channel);
    const seq = await bob.send(channel, "teh text");
    const edit = await bob.edit(channel, seq, "the text");
    expect(edit).toBe(seq + 1);
    const event = await reader.event(channel, edit);
    expect(event).toMatchObject({ user: 2, body: { case: "edited", value: { seq, text: "the text" } } });
    const message = await reader.message(channel, seq);
    expect(message).toMatchObject({ seq, user: 2, editedAt: event.at, message: { text: "the text" } });
  });
});

test("[M1.2] an edit with a client id that was used is none, and neither is one that changes nothing", async () => {
  const channel = await ann.createChannel("edits twice");
  const seq = await ann.send(channel, "a");
  const edit = await ann.edit(channel, seq, "b", "edit-1");
  expect(await ann.edit(channel, seq, "c", "edit-1")).toBe(edit);
  expect(await ann.edit(channel, seq, "b")).toBe(0);
  expect((await ann.history(channel, seq)).map(({ body }) => body.case)).toEqual(["edited"]);
  expect((await ann.message(channel, seq)).message?.text).toBe("b");
  const other = await ann.createChannel("another of ann");
  const there = await ann.send(other, "x");
  await ann.refused(
    "editMessage",
    { channel: other, seq: there, text: "y", clientId: "edit-1" },
    "client_id_reused",
    {
      field: "editMessage.clientId",
    },
  );
});

test("[M1.3] only the author edits a message, and only one that is there", async () => {
  const channel = await ann.createChannel("whose", bob);
  const seq = await bob.send(channel, "bob's");
  const edit = { channel, seq, text: "ann's", clientId: "e" };
  await ann.refused("editMessage", edit, "forbidden");
  await bob.refused("editMessage", { ...edit, seq: 1 }, "not_found", { field: "editMessage.seq" });
  await bob.refused("editMessage", { ...edit, seq: 99 }, "not_found", { field: "editMessage.seq" });
  await cyd.refused("editMessage", edit, "not_member");
  await bob.does("deleteMessage", channel, seq);
  await bob.refused("editMessage", edit, "not_found", { field: "editMessage.seq" });
});

test("[M1.4] an edit's text and client id have the bounds of a message's", async () => {
  const channel = await ann.createChannel("bounds");
  const seq = await ann.send(channel, "a");
  const edit = { channel, seq, clientId: "e" };
  await ann.refused("editMessage", { ...edit, text: "" }, "invalid", { field: "editMessage.text", limit: 1 });
  const long = "x".repeat(LIMITS.textBytes + 1);
  const details = { field: "editMessage.text", limit: LIMITS.textBytes };
  await ann.refused("editMessage", { ...edit, text: long }, "too_large", details);
  await ann.refused("editMessage", { ...edit, text: "b", clientId: "" }, "invalid", {
    field: "editMessage.clientId",
    limit: LIMITS.clientIdLength,
  });
  expect(await ann.edit(channel, seq, "x".repeat(LIMITS.textBytes))).toBe(seq + 1);
});

test("[M1.5] what an edited message said before is listed with its times, the oldest first", async () => {
  const channel = await ann.createChannel("versions");
  const seq = await ann.send(channel, "one");
  for (const text of ["two", "three"]) await ann.edit(channel, seq, text);
  const { versions } = await bob.get("listEdits", { channel, seq }, "edits");
  const [sent, first] = await ann.history(channel, seq - 1);
  expect(versions).toEqual([
    { at: sent!.at, text: "one" },
    { at: first!.at, text: "two" },
  ]);
  const plain = await ann.send(channel, "never edited");
  expect(await bob.get("listEdits", { channel, seq: plain }, "edits")).toEqual({ versions: [] });
  await bob.refused("listEdits", { channel, seq: 1 }, "not_found", { field: "listEdits.seq" });
});

test("[M1.6] a message can be edited 100 times", async () => {
  const channel = await ann.createChannel("many edits");
  const seq = await ann.send(channel, "0");
  for (let i = 1; i <= LIMITS.editsPerMessage; i++) await ann.edit(channel, seq, `${i}`);
  const more = { channel, seq, text: "more", clientId: "more" };
  await ann.refused("editMessage", more, "too_large", { limit: LIMITS.editsPerMessage });
  expect((await ann.message(channel, seq)).message?.text).toBe("100");
});

test("[M2.1] of a deleted message it stays that it was there: no text, edits, reactions, pin, mentions", async () => {
  const channel = await ann.createChannel("deleted", bob, cyd);
  await cyd.subscribe(channel);
  const seq = await bob.send(channel, "secret for @cyd");
  const edit = await bob.edit(channel, seq, "secret again for @cyd");
  await ann.reacts(channel, seq, "👍");
  await ann.does("pinMessage", channel, seq);
  const deletion = await bob.does("deleteMessage", channel, seq);
  expect((await cyd.event(channel, deletion)).body).toEqual({
    case: "deleted",
    value: { seq, thread: 0, replies: undefined },
  });
  expect(await cyd.message(channel, seq)).toMatchObject({
    seq,
    user: 2,
    editedAt: 0,
    message: { text: "", deleted: true, mentions: [] },
    reactions: [],
    pinnedAt: 0,
    pinnedBy: 0,
  });
  const log = await cyd.history(channel);
  expect(log.find((event) => event.seq === seq)?.body.value).toMatchObject({ text: "", deleted: true });
  expect(log.find((event) => event.seq === edit)?.body.value).toMatchObject({ seq, text: "" });
  expect(await cyd.get("listEdits", { channel, seq }, "edits")).toEqual({ versions: [] });
  expect((await cyd.get("listPins", { channel }, "messages")).messages).toEqual([]);
  expect((await cyd.get("getUnread", { channels: [channel] }, "unread")).channels[0]).toMatchObject({
    messages: 0,
    mentions: 0,
  });
});

test("[M2.2] deleting again changes nothing; what is no message can't be deleted", async () => {
  const channel = await ann.createChannel("again", bob);
  const seq = await bob.send(channel, "x");
  expect(await bob.does("deleteMessage", channel, seq)).toBe(seq + 1);
  expect(await bob.does("deleteMessage", channel, seq)).toBe(0);
  expect((await ann.history(channel)).length).toBe(seq + 1);
  await bob.refused("deleteMessage", { channel, seq: 1 }, "not_found", { field: "deleteMessage.seq" });
  await bob.refused("deleteMessage", { channel, seq: seq + 1 }, "not_found", { field: "deleteMessage.seq" });
});

test("[M2.3] others' messages are deleted by moderators and up, and by administrators who are members", async () => {
  const channel = await ann.createChannel("moderated", bob, cyd);
  const seqs = [];
  for (const text of ["1", "2"]) seqs.push(await bob.send(channel, text));
  await cyd.refused("deleteMessage", { channel, seq: seqs[0]! }, "forbidden");
  expect(await ann.does("deleteMessage", channel, seqs[0]!)).toBeGreaterThan(0);
  const admin = await Person.arrive(crowd, 9, { name: "root", admin: true });
  await admin.refused("deleteMessage", { channel, seq: seqs[1]! }, "not_member");
  await admin.get("joinChannel", { channel }, "channel");
  expect(await admin.does("deleteMessage", channel, seqs[1]!)).toBeGreaterThan(0);
});

test("[M2.4] a send that is repeated after its message was deleted makes no second one", async () => {
  const channel = await ann.createChannel("repeat deleted");
  for (const text of ["plain", "not @plain"]) {
    const clientId = crypto.randomUUID();
    const seq = await ann.send(channel, text, { clientId });
    await ann.does("deleteMessage", channel, seq);
    const again = await ann.get("send", { channel, text, clientId }, "sent");
    expect(again).toMatchObject({ seq, repeated: true });
    expect((await ann.message(channel, seq)).message).toMatchObject({ text: "", deleted: true });
  }
});
