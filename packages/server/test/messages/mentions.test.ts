import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS, Role, SUBPROTOCOLS } from "@hubbub/protocol";

import { findMentions } from "../../src/core/find-mentions.ts";
import { Person } from "./people.ts";

let crowd: Crowd;
let ann: Person;
let bob: Person;
let lee: Person;
/** In no channel but their own. */
let out: Person;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = await Person.arrive(crowd, 1, { name: "ann" });
  bob = await Person.arrive(crowd, 2, { name: "Bob" });
  lee = await Person.arrive(crowd, 3, { name: "Bob Lee" });
  out = await Person.arrive(crowd, 4, { name: "out" });
});
afterAll(() => crowd.close());

/** Who is mentioned by a message of ann's. */
async function mentioned(channel: number, text: string) {
  const seq = await ann.send(channel, text);
  const { mentions, mentionsChannel, mentionsHere } = (await bob.message(channel, seq)).message!;
  return [...mentions, ...(mentionsChannel ? ["channel"] : []), ...(mentionsHere ? ["here"] : [])];
}

describe.each([...SUBPROTOCOLS])("%s", (subprotocol) => {
  test("[M6.1] members are mentioned by @name, in any case, the longest name first, in the order of the text", async () => {
    const channel = await ann.createChannel(`mentions ${subprotocol}`, bob, lee);
    const reader = await Person.arrive(crowd, 2, { name: "Bob" }, subprotocol);
    await reader.subscribe(channel);
    const seq = await ann.send(channel, "@bob lee, and @BOB; @out @nobody");
    const event = await reader.event(channel, seq);
    expect(event.body.value).toMatchObject({
      text: "@bob lee, and @BOB; @out @nobody",
      mentions: [3, 2],
      mentionsChannel: false,
      mentionsHere: false,
    });
  });
});

test("[M6.2] a mention is a whole word: mail addresses, longer words and escaped signs are none", async () => {
  const channel = await ann.createChannel("words", bob, lee);
  expect(await mentioned(channel, "me@bob.example, @bobby, \\@bob")).toEqual([]);
  expect(await mentioned(channel, "(@bob) @bob's **@bob** @Bob, @BOB LEE!")).toEqual([2, 3]);
  expect(await mentioned(channel, "@bob\nlee")).toEqual([2]);
});

test("[M6.3] code and links mention nobody", async () => {
  const channel = await ann.createChannel("code", bob, lee);
  for (const text of [
    "`@bob`",
    "``a ` @bob``",
    "```\n@bob\n```",
    "> ~~~\n> @bob\n> ~~~",
    "- ```js\n  @bob",
    "[@bob](https://a.example)",
    "https://a.example/@bob",
    "<https://a.example/@bob>",
    "www.a.example/@bob",
    "![@bob](a.png)",
  ]) {
    expect(await mentioned(channel, text)).toEqual([]);
  }
  for (const text of ["`code` @bob", "`not closed @bob", "```\ncode\n```\n@bob", "> @bob", "[a] @bob (b)"]) {
    expect(await mentioned(channel, text)).toEqual([2]);
  }
});

test("[M6.4] @channel and @here take a member: from a guest they are words", async () => {
  const guest = await Person.arrive(crowd, 5, { guest: true });
  const { id: channel } = await ann.get("createChannel", { name: "all", members: [2, 5] }, "channel");
  await guest.told((body) => body.case === "channel" && body.value.id === channel);
  expect(await mentioned(channel, "@channel: look, @HERE")).toEqual(["channel", "here"]);
  const seq = await guest.send(channel, "@channel @here @Bob");
  expect((await ann.message(channel, seq)).message).toMatchObject({
    mentions: [2],
    mentionsChannel: false,
    mentionsHere: false,
  });
});

test("[M6.5] the first 100 places with an @ count", async () => {
  const channel = await ann.createChannel("places", bob);
  expect(await mentioned(channel, "@x ".repeat(LIMITS.mentionPlaces - 1) + "@bob")).toEqual([2]);
  expect(await mentioned(channel, "@x ".repeat(LIMITS.mentionPlaces) + "@bob")).toEqual([]);
});

test("[M6.6] finding mentions takes time in proportion to the text, whatever is in it", () => {
  const parts = [
    "[",
    "![",
    "`",
    "``",
    "*",
    "> ",
    "- ",
    "\n",
    "<",
    "[a](",
    "~~~\n",
    "@",
    "\\",
    "www.",
    "(",
    " ",
  ];
  const texts = parts.flatMap((a) =>
    parts.map((b) => `@a ${(a + b).repeat(LIMITS.textBytes)}`.slice(0, LIMITS.textBytes)),
  );
  // Quadratic in any of them, this would take minutes.
  for (const text of texts) expect(findMentions(text).length).toBeGreaterThan(0);
});

test("[M6.7] an edit's mentions are those of its text: new ones are noted, others vanish", async () => {
  const channel = await ann.createChannel("edited mentions", bob, lee);
  const mentionsOf = async (person: Person) =>
    (await person.get("getUnread", { channels: [channel] }, "unread")).channels[0]?.mentions;
  const seq = await ann.send(channel, "hello @Bob");
  expect([await mentionsOf(bob), await mentionsOf(lee)]).toEqual([1, 0]);
  await ann.edit(channel, seq, "hello @Bob Lee");
  expect([await mentionsOf(bob), await mentionsOf(lee)]).toEqual([0, 1]);
  expect((await bob.message(channel, seq)).message?.mentions).toEqual([3]);
  await ann.edit(channel, seq, "hello @channel");
  expect([await mentionsOf(bob), await mentionsOf(lee)]).toEqual([1, 1]);
});

test("[M6.8] messages that mention the user are listed over all channels, the newest first, in pages", async () => {
  const dan = await Person.arrive(crowd, 6, { name: "dan" });
  const [one, two] = [await ann.createChannel("list one", dan), await ann.createChannel("list two", dan)];
  const wanted: string[] = [];
  for (let i = 0; i < 7; i++) {
    const channel = i % 2 === 0 ? one : two;
    wanted.push(`${channel}:${await ann.send(channel, i % 3 === 0 ? "@channel" : "@dan @channel")}`);
    await ann.send(channel, "nobody");
  }
  await dan.send(one, "@dan @channel");
  const page = (cursor: string, limit = 3) => dan.get("listMentions", { cursor, limit }, "found");
  const found: string[] = [];
  let cursor = "";
  do {
    const next = await page(cursor);
    found.push(...next.found.map(({ channel, message }) => `${channel}:${message?.seq}`));
    ({ cursor } = next);
  } while (cursor !== "");
  expect(found).toEqual(wanted.toReversed());
  await ann.does("deleteMessage", one, Number(wanted[0]!.split(":")[1]));
  await dan.get("leaveChannel", { channel: two }, "done");
  expect((await page("", 100)).found.map(({ channel, message }) => `${channel}:${message?.seq}`)).toEqual([
    wanted[6],
    wanted[4],
    wanted[2],
  ] as string[]);
  for (const bad of ["x", "1.2", `${2 ** 53}.1.1`]) {
    await dan.refused("listMentions", { cursor: bad }, "invalid", { field: "listMentions.cursor" });
  }
  const details = { field: "listMentions.limit", limit: LIMITS.foundMax };
  await dan.refused("listMentions", { limit: 101 }, "too_large", details);
});

test("[M6.9] messages that mention, plain ones and others of one connection are in the log in the order of their sending", async () => {
  const channel = await ann.createChannel("mixed order", bob);
  const texts = Array.from({ length: 60 }, (_, i) => (i % 3 === 1 ? `${i} @bob` : `${i}`));
  await Promise.all(texts.map((text) => ann.send(channel, text)));
  const { messages } = await ann.page(channel);
  expect(messages.map(({ message }) => message?.text)).toEqual(texts);
});

test("[M6.10] who is not a member of the channel is not mentioned, whatever their role elsewhere", async () => {
  const own = await out.createChannel("out's own");
  expect((await out.get("listMembers", { channel: own }, "users")).roles).toEqual([Role.OWNER]);
  const channel = await ann.createChannel("without out", bob);
  expect(await mentioned(channel, "@out @Bob")).toEqual([2]);
});
