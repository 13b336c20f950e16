import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS, SUBPROTOCOLS } from "@hubbub/protocol";

import { Person } from "./people.ts";

const emoji = (n: number) => String.fromCodePoint(0x1f600 + n);

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
  test("[M3.1] reactions are events, and stand with the message: emoji by first use, users by time", async () => {
    const cyd = await Person.arrive(crowd, 3, {}, subprotocol);
    const channel = await ann.createChannel(`reactions ${subprotocol}`, bob, cyd);
    await cyd.subscribe(channel);
    const seq = await ann.send(channel, "react!");
    await bob.reacts(channel, seq, "🎉");
    await cyd.reacts(channel, seq, "👍🏽");
    const last = await ann.reacts(channel, seq, "🎉");
    expect(await cyd.event(channel, last)).toMatchObject({
      user: 1,
      body: { case: "reactionAdded", value: { seq, emoji: "🎉" } },
    });
    expect((await cyd.message(channel, seq)).reactions).toEqual([
      { emoji: "🎉", users: [2, 1] },
      { emoji: "👍🏽", users: [3] },
    ]);
    // The emoji keeps its place while somebody uses it.
    await bob.unreacts(channel, seq, "🎉");
    expect((await cyd.message(channel, seq)).reactions).toEqual([
      { emoji: "🎉", users: [1] },
      { emoji: "👍🏽", users: [3] },
    ]);
    await ann.unreacts(channel, seq, "🎉");
    await ann.reacts(channel, seq, "🎉");
    expect((await cyd.message(channel, seq)).reactions).toEqual([
      { emoji: "👍🏽", users: [3] },
      { emoji: "🎉", users: [1] },
    ]);
  });
});

test("[M3.2] reacting again, and taking back what isn't there, changes nothing", async () => {
  const channel = await ann.createChannel("reactions again");
  const seq = await ann.send(channel, "x");
  expect(await ann.reacts(channel, seq, "👍")).toBe(seq + 1);
  expect(await ann.reacts(channel, seq, "👍")).toBe(0);
  expect(await ann.unreacts(channel, seq, "🎉")).toBe(0);
  expect(await ann.unreacts(channel, seq, "👍")).toBe(seq + 2);
  expect(await ann.unreacts(channel, seq, "👍")).toBe(0);
});

test("[M3.3] a reaction is one emoji of Unicode's recommended ones, or a custom one that there is", async () => {
  const channel = await ann.createChannel("which emoji");
  const seq = await ann.send(channel, "x");
  for (const emoji of ["❤️", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇨🇭", "1️⃣"]) {
    expect(await ann.reacts(channel, seq, emoji)).toBeGreaterThan(0);
  }
  const details = { field: "addReaction.emoji" };
  for (const emoji of ["", "a", "👍👍", "❤", ":A:", ":x", "👍 ", ":a b:", "🇨"]) {
    await ann.refused("addReaction", { channel, seq, emoji }, "invalid", details);
  }
  await ann.refused("addReaction", { channel, seq, emoji: ":nowhere:" }, "not_found", details);
  await ann.refused("addReaction", { channel, seq: 1, emoji: "👍" }, "not_found", {
    field: "addReaction.seq",
  });
});

test("[M3.4] a message has 50 different emoji at most; those it has stay open to all", async () => {
  const channel = await ann.createChannel("many emoji", bob);
  const seq = await ann.send(channel, "x");
  for (let n = 0; n < LIMITS.emojiPerMessage; n++) await ann.reacts(channel, seq, emoji(n));
  const more = { channel, seq, emoji: "🎉" };
  await bob.refused("addReaction", more, "too_large", { limit: LIMITS.emojiPerMessage });
  expect(await bob.reacts(channel, seq, emoji(3))).toBeGreaterThan(0);
  expect((await ann.message(channel, seq)).reactions.map((reaction) => reaction.emoji)).toEqual(
    Array.from({ length: LIMITS.emojiPerMessage }, (_, n) => emoji(n)),
  );
});

test("[M3.5] who is no member doesn't react, and neither is there anything to react to once it is deleted", async () => {
  const channel = await ann.createChannel("not for bob");
  const seq = await ann.send(channel, "x");
  await bob.refused("addReaction", { channel, seq, emoji: "👍" }, "not_member");
  await ann.does("deleteMessage", channel, seq);
  const details = { field: "addReaction.seq" };
  await ann.refused("addReaction", { channel, seq, emoji: "👍" }, "not_found", details);
});

test("[M4.1] pins are events, stand with the message, and are listed, the newest first", async () => {
  const channel = await ann.createChannel("pins", bob);
  const seqs = [];
  for (const text of ["a", "b", "c"]) seqs.push(await ann.send(channel, text));
  const [a, b, c] = seqs as [number, number, number];
  await ann.does("pinMessage", channel, b);
  const pin = await bob.does("pinMessage", channel, a);
  const [event] = await ann.history(channel, pin - 1);
  expect(event).toMatchObject({ user: 2, body: { case: "pinned", value: { seq: a } } });
  expect(await ann.message(channel, a)).toMatchObject({ pinnedAt: event!.at, pinnedBy: 2 });
  const pins = async () =>
    (await ann.get("listPins", { channel }, "messages")).messages.map(({ seq }) => seq);
  expect(await pins()).toEqual([a, b]);
  expect(await bob.does("pinMessage", channel, a)).toBe(0);
  expect(await bob.does("unpinMessage", channel, b)).toBe(pin + 1);
  expect(await bob.does("unpinMessage", channel, b)).toBe(0);
  expect(await pins()).toEqual([a]);
  expect(await ann.message(channel, b)).toMatchObject({ pinnedAt: 0, pinnedBy: 0 });
  await ann.does("deleteMessage", channel, c);
  await ann.refused("pinMessage", { channel, seq: c }, "not_found", { field: "pinMessage.seq" });
});

test("[M4.2] a channel has 100 pins at most", async () => {
  const channel = await ann.createChannel("full of pins");
  const seqs = await Promise.all(
    Array.from({ length: LIMITS.pinsPerChannel + 1 }, (_, i) => ann.send(channel, `${i}`)),
  );
  for (const seq of seqs.slice(1)) await ann.does("pinMessage", channel, seq);
  const first = { channel, seq: seqs[0]! };
  await ann.refused("pinMessage", first, "too_large", { limit: LIMITS.pinsPerChannel });
  expect((await ann.get("listPins", { channel }, "messages")).messages).toHaveLength(LIMITS.pinsPerChannel);
});

test("[M4.3] guests react, and pin nothing", async () => {
  const guest = await Person.arrive(crowd, 5, { guest: true });
  const { id: channel } = await ann.get("createChannel", { name: "with a guest", members: [5] }, "channel");
  await guest.told((body) => body.case === "channel" && body.value.id === channel);
  const seq = await ann.send(channel, "x");
  expect(await guest.reacts(channel, seq, "👍")).toBeGreaterThan(0);
  await guest.refused("pinMessage", { channel, seq }, "forbidden");
  await guest.refused("unpinMessage", { channel, seq }, "forbidden");
});
