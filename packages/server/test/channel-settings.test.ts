import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS, NotificationLevel, Role } from "@hubbub/protocol";

import { expectError, send, valueOf } from "./clients.ts";
import { channelWith, connectPerson, type Person, PRIVATE, promote } from "./people.ts";

let crowd: Crowd;
let [owner, moderator, member, outsider] = [] as unknown as Person[] as [Person, Person, Person, Person];

beforeAll(async () => {
  crowd = await startCrowd();
  owner = await connectPerson(crowd, 1);
  moderator = await connectPerson(crowd, 2);
  member = await connectPerson(crowd, 3);
  outsider = await connectPerson(crowd, 4);
});
afterAll(() => crowd.close());

const update = (channel: number, change: object) =>
  ({ case: "updateChannel", value: { channel, change } }) as Parameters<Person["ask"]>[0];
const field = (name: string) => `updateChannel.${name}`;
const channelOf = async (person: Person, name: string) => {
  const { channels } = valueOf(await person.ask({ case: "listChannels", value: { limit: 500 } }), "channels");
  return channels.find((channel) => channel.name === name);
};

test("[H1.1] a changed setting is an event with all settings, holds at once, and setting it again changes nothing", async () => {
  const channel = await channelWith(owner, "settings", [member]);
  await member.subscribe(channel);
  const changes = [
    { case: "topic", value: "Now" },
    { case: "description", value: "# What for" },
    { case: "slowModeS", value: 5 },
    { case: "retentionDays", value: 30 },
    { case: "postRole", value: Role.MODERATOR },
    { case: "name", value: "settings changed" },
  ];
  let last = 0;
  for (const change of changes) last = await owner.logged(update(channel, change));
  expect(await owner.logged(update(channel, changes.at(-1)!))).toBe(0);
  await member.untilSeq(channel, last);
  const settings = {
    name: "settings changed",
    topic: "Now",
    description: "# What for",
    archived: false,
    slowModeS: 5,
    retentionDays: 30,
    postRole: Role.MODERATOR,
  };
  expect(member.events(channel).at(-1)!.body).toEqual({ case: "changed", value: { settings } });
  expect(member.events(channel)).toHaveLength(changes.length);
  expect(await channelOf(outsider, "settings changed")).toMatchObject({
    id: channel,
    ...settings,
    head: last,
  });
  expectError(await member.ask(send(channel, "no")), "forbidden");
  expect(valueOf(await owner.ask(send(channel, "yes")), "sent").seq).toBe(last + 1);
});

test("[H1.2] a name that another channel has, and settings out of bounds, are refused, and nothing changes", async () => {
  await channelWith(owner, "first");
  const channel = await channelWith(owner, "second");
  const ask = (change: object) => owner.ask(update(channel, change));
  expectError(await ask({ case: "name", value: "first" }), "name_taken", { field: field("name") });
  expectError(await ask({ case: "name", value: " x" }), "invalid", {
    field: field("name"),
    limit: LIMITS.channelNameLength,
  });
  const tooLarge: [name: string, value: unknown, limit: number][] = [
    ["topic", "x".repeat(LIMITS.topicLength + 1), LIMITS.topicLength],
    ["description", "x".repeat(LIMITS.descriptionLength + 1), LIMITS.descriptionLength],
    ["slowModeS", LIMITS.slowModeS + 1, LIMITS.slowModeS],
    ["retentionDays", LIMITS.retentionDays + 1, LIMITS.retentionDays],
  ];
  for (const [name, value, limit] of tooLarge) {
    expectError(await ask({ case: name, value }), "too_large", { field: field(name), limit });
  }
  expectError(await ask({ case: "postRole", value: 9 }), "invalid", {
    field: field("postRole"),
    limit: Role.OWNER,
  });
  expectError(await owner.ask({ case: "updateChannel", value: { channel } }), "invalid", {
    field: field("change"),
  });
  expect(await channelOf(owner, "second")).toMatchObject({ head: 2, topic: "", slowModeS: 0 });
});

test("[H1.3] an archived channel is read and joined by nobody, written by nobody, and comes back as it was", async () => {
  const channel = await channelWith(owner, "archived", [member]);
  await owner.ask(send(channel, "kept"));
  await owner.logged(update(channel, { case: "archived", value: true }));
  for (const person of [owner, member]) expectError(await person.ask(send(channel, "no")), "archived");
  expectError(await outsider.ask({ case: "joinChannel", value: { channel } }), "archived");
  expectError(await owner.ask(update(channel, { case: "topic", value: "no" })), "archived");
  const { events } = valueOf(await outsider.ask({ case: "history", value: { channel } }), "events");
  expect(events.map(({ body }) => body.case)).toEqual(["created", "joined", "joined", "message", "changed"]);
  await owner.logged(update(channel, { case: "archived", value: false }));
  expect(valueOf(await member.ask(send(channel, "again")), "sent").seq).toBe(7);
});

test("[H1.4] in slow mode a member sends once in so many seconds, on all connections; moderators as they like", async () => {
  const channel = await channelWith(owner, "slow", [moderator, member]);
  await promote(owner, channel, moderator, Role.MODERATOR);
  await moderator.logged(update(channel, { case: "slowModeS", value: 3600 }));
  valueOf(await member.ask(send(channel, "first")), "sent");
  const again = await connectPerson(crowd, member.id);
  for (const connection of [member, again]) {
    const { name, retryAfterMs } = valueOf(await connection.ask(send(channel, "second")), "error");
    expect(name).toBe("rate_limited");
    expect(retryAfterMs).toBeWithin(3_500_000, 3_600_001);
  }
  valueOf(await moderator.ask(send(channel, "one")), "sent");
  valueOf(await moderator.ask(send(channel, "two")), "sent");
  await moderator.logged(update(channel, { case: "slowModeS", value: 0 }));
  valueOf(await member.ask(send(channel, "free")), "sent");
});

test("[H1.5] what a member wants of a channel is told to all their connections, and to nobody else", async () => {
  const channel = await channelWith(owner, "preferences", [member], PRIVATE);
  const phone = await connectPerson(crowd, member.id);
  const [before, others] = [phone.frames.length, owner.frames.length];
  const value = { channel, level: NotificationLevel.NOTHING, favourite: true };
  const mine = valueOf(await member.ask({ case: "setChannelPreferences", value }), "membership");
  expect(mine).toMatchObject({ ...value, role: Role.MEMBER });
  const told = await phone.until(
    (frame) => phone.frames.indexOf(frame) >= before && frame.userEvents.length > 0,
  );
  expect(told.userEvents[0]!.body).toMatchObject({ case: "channel", value: { id: channel, mine } });
  expect(owner.frames.slice(others).flatMap(({ userEvents }) => userEvents)).toEqual([]);
  expectError(await member.ask({ case: "setChannelPreferences", value: { channel, level: 9 } }), "invalid", {
    field: "setChannelPreferences.level",
    limit: NotificationLevel.NOTHING,
  });
});
