import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { Role, WordAction } from "@hubbub/protocol";

import { FileClient } from "../file-client.ts";
import { greyPng } from "../sample-images.ts";
import { Person } from "./people.ts";

const HOUR_MS = 3_600_000;

let crowd: Crowd;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = await Person.arrive(crowd, 1, { name: "ann", admin: true });
  bob = await Person.arrive(crowd, 2, { name: "bob" });
});
afterAll(() => crowd.close());

test("[M13.1] who is muted neither edits, reacts, pins nor schedules, and may still delete and take back", async () => {
  const channel = await ann.createChannel("muted", bob);
  const seq = await bob.send(channel, "before @ann");
  await bob.reacts(channel, seq, "👍");
  const until = Date.now() + HOUR_MS;
  await ann.get("mute", { channel, user: 2, until }, "logged");
  const retryAfterMs = expect.any(Number) as unknown as number;
  const later = { channel, text: "x", clientId: "later", at: until };
  for (const [name, value] of [
    ["send", { channel, text: "@ann", clientId: "now" }],
    ["editMessage", { channel, seq, text: "after", clientId: "edit" }],
    ["addReaction", { channel, seq, emoji: "🎉" }],
    ["pinMessage", { channel, seq }],
    ["scheduleMessage", later],
  ] as const) {
    await bob.refused(name, value, "muted", { retryAfterMs });
  }
  expect(await bob.unreacts(channel, seq, "👍")).toBeGreaterThan(0);
  expect(await bob.does("deleteMessage", channel, seq)).toBeGreaterThan(0);
});

test("[M13.2] where only some may send, others edit what they have said, and react", async () => {
  const channel = await ann.createChannel("announcements", bob);
  const [anns, bobs] = [await ann.send(channel, "news"), await bob.send(channel, "before")];
  await ann.get("updateChannel", { channel, change: { case: "postRole", value: Role.MODERATOR } }, "logged");
  await bob.refused("send", { channel, text: "@ann", clientId: "x" }, "forbidden");
  await bob.refused("send", { channel, text: "reply", thread: anns, clientId: "x" }, "forbidden");
  expect(await bob.reacts(channel, anns, "👍")).toBeGreaterThan(0);
  expect(await bob.edit(channel, bobs, "after")).toBeGreaterThan(0);
});

test("[M13.3] in an archived channel nothing is done to messages", async () => {
  const channel = await ann.createChannel("archived", bob);
  const seq = await bob.send(channel, "x");
  await ann.get("updateChannel", { channel, change: { case: "archived", value: true } }, "logged");
  for (const [name, value] of [
    ["editMessage", { channel, seq, text: "y", clientId: "edit" }],
    ["deleteMessage", { channel, seq }],
    ["addReaction", { channel, seq, emoji: "🎉" }],
    ["removeReaction", { channel, seq, emoji: "🎉" }],
    ["pinMessage", { channel, seq }],
    ["send", { channel, text: "@ann", clientId: "now" }],
  ] as const) {
    await bob.refused(name, value, "archived");
  }
  expect((await bob.page(channel)).messages).toHaveLength(1);
});

test("[M13.4] word rules hold for messages that mention, replies, edits and scheduled messages", async () => {
  const channel = await ann.createChannel("ruled", bob);
  await ann.get("addWordRule", { channel, pattern: "darn", action: WordAction.MASK }, "wordRule");
  await ann.get("addWordRule", { channel, pattern: "heck", action: WordAction.REFUSE }, "wordRule");
  const seq = await bob.send(channel, "darn @ann");
  expect((await ann.message(channel, seq)).message).toMatchObject({ text: "**** @ann", mentions: [1] });
  await bob.edit(channel, seq, "oh darn");
  expect((await ann.message(channel, seq)).message?.text).toBe("oh ****");
  const heck = { channel, text: "heck, @ann", clientId: "heck" };
  await bob.refused("send", heck, "forbidden", { field: "send.text" });
  await bob.refused("editMessage", { ...heck, seq }, "forbidden", { field: "editMessage.text" });
  const { id } = await bob.get("scheduleMessage", { ...heck, at: Date.now() }, "scheduled");
  await bob.told(
    ({ case: kind, value }) => kind === "scheduled" && value.id === id && value.failed === "forbidden",
  );
});

test("[M3.6] a custom emoji is a reaction while it is there, and what has it keeps it", async () => {
  const channel = await ann.createChannel("custom emoji", bob);
  const seq = await bob.send(channel, "x");
  const { id } = await new FileClient(crowd, 1, { name: "ann", admin: true }).upload(
    "party.png",
    greyPng(64, 64),
  );
  await ann.get("createEmoji", { name: "party", file: id }, "done");
  expect(await bob.reacts(channel, seq, ":party:")).toBeGreaterThan(0);
  await ann.get("deleteEmoji", { name: "party" }, "done");
  const details = { field: "addReaction.emoji" };
  await ann.refused("addReaction", { channel, seq, emoji: ":party:" }, "not_found", details);
  expect((await ann.message(channel, seq)).reactions).toEqual([{ emoji: ":party:", users: [2] }]);
});
