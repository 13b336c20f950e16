import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS, Role } from "@hubbub/protocol";

import { expectError, frameOf, replyOf, send, valueOf } from "./clients.ts";
import { channelWith, connectPerson, type Person, PRIVATE, promote } from "./people.ts";

let crowd: Crowd;
let people: Person[] = [];

beforeAll(async () => {
  crowd = await startCrowd();
  for (let id = 1; id <= 5; id++) people.push(await connectPerson(crowd, id));
});
afterAll(() => crowd.close());

const setRole = (channel: number, { id: user }: Person, role: Role) =>
  ({ case: "setRole", value: { channel, user, role } }) as const;
const remove = (channel: number, { id: user }: Person) =>
  ({ case: "removeMember", value: { channel, user } }) as const;
const rolesOf = async (person: Person, channel: number) => {
  const { users, roles } = valueOf(await person.ask({ case: "listMembers", value: { channel } }), "users");
  return Object.fromEntries(users.map(({ id }, i) => [id, roles[i]!]));
};

test("[H2.1] who is added can read and send at once, is told so, and joins once; an unknown user adds nobody", async () => {
  const [ann, bob, cem, dan] = people as [Person, Person, Person, Person];
  const channel = await channelWith(ann, "added", [], PRIVATE);
  const add = (by: Person, users: number[], role: Role = Role.UNSPECIFIED) =>
    by.ask({ case: "addMembers", value: { channel, users, role } });
  expect(valueOf(await add(ann, [bob.id, cem.id]), "logged").seq).toBe(4);
  expect(valueOf(await add(bob, [bob.id, cem.id]), "logged").seq).toBe(0);
  valueOf(await bob.ask(send(channel, "hi")), "sent");
  expectError(await add(bob, [dan.id, 999]), "not_found");
  expect(valueOf(await add(bob, [dan.id], Role.GUEST), "logged").seq).toBe(6);
  expect(await rolesOf(ann, channel)).toEqual({
    1: Role.OWNER,
    2: Role.MEMBER,
    3: Role.MEMBER,
    4: Role.GUEST,
  });
  expectError(await add(dan, [5]), "forbidden");
  expectError(await add(ann, [5], Role.OWNER), "invalid", { field: "addMembers.role" });
  expectError(await add(ann, []), "invalid", { field: "addMembers.users" });
  const limit = LIMITS.membersAtOnce;
  const many = Array.from({ length: limit + 1 }, (_, i) => i + 1);
  expectError(await add(ann, many), "too_large", { field: "addMembers.users", limit });
  const { events } = valueOf(await dan.ask({ case: "history", value: { channel } }), "events");
  expect(events.at(-1)).toMatchObject({
    user: bob.id,
    body: { case: "joined", value: { user: dan.id, role: Role.GUEST } },
  });
});

test("[H2.2] nobody acts on one of the same or a higher rank; administrators stand above owners", async () => {
  const [ann, bob, cem, dan] = people as [Person, Person, Person, Person];
  const admin = await connectPerson(crowd, 50, { admin: true });
  const channel = await channelWith(ann, "ranks", [bob, cem, dan, admin]);
  await promote(ann, channel, bob, Role.MODERATOR);
  await promote(ann, channel, cem, Role.MODERATOR);
  await promote(ann, channel, dan, Role.OWNER);
  const acts = [
    (user: Person) => remove(channel, user),
    ({ id: user }: Person) => ({ case: "ban", value: { channel, user } }) as const,
    ({ id: user }: Person) => ({ case: "mute", value: { channel, user, until: Date.now() + 1e6 } }) as const,
  ];
  const log = valueOf(await ann.ask({ case: "history", value: { channel } }), "events").head;
  for (const act of acts) {
    for (const target of [ann, cem, admin, bob]) expectError(await bob.ask(act(target)), "forbidden");
    expectError(await ann.ask(act(dan)), "forbidden");
    expectError(await ann.ask(act(admin)), "forbidden");
  }
  expectError(await ann.ask(setRole(channel, dan, Role.MEMBER)), "forbidden");
  expectError(await bob.ask(setRole(channel, cem, Role.MEMBER)), "forbidden");
  expect(valueOf(await ann.ask({ case: "history", value: { channel } }), "events").head).toBe(log);
  expect(await admin.logged(setRole(channel, dan, Role.MEMBER))).toBe(log + 1);
  expect(await rolesOf(ann, channel)).toMatchObject({ 4: Role.MEMBER, 50: Role.MEMBER });
});

test("[H2.3] a channel keeps an owner: the last one can't leave, be removed or demoted while others are there", async () => {
  const [ann, bob] = people as [Person, Person];
  const admin = await connectPerson(crowd, 51, { admin: true });
  const channel = await channelWith(ann, "owned", [bob, admin]);
  expectError(await ann.ask({ case: "leaveChannel", value: { channel } }), "forbidden");
  expectError(await ann.ask(setRole(channel, ann, Role.MEMBER)), "forbidden");
  expectError(await admin.ask(remove(channel, ann)), "forbidden");
  expectError(await admin.ask({ case: "ban", value: { channel, user: ann.id } }), "forbidden");
  await promote(ann, channel, bob, Role.OWNER);
  await ann.logged(setRole(channel, ann, Role.MEMBER));
  valueOf(await ann.ask({ case: "leaveChannel", value: { channel } }), "done");
  expect(await rolesOf(bob, channel)).toEqual({ 2: Role.OWNER, 51: Role.MEMBER });
});

test("[H2.4] a channel whose last member leaves is archived", async () => {
  const [ann, bob] = people as [Person, Person];
  const channel = await channelWith(ann, "left alone");
  valueOf(await ann.ask({ case: "leaveChannel", value: { channel } }), "done");
  expectError(await bob.ask({ case: "joinChannel", value: { channel } }), "archived");
  const { events } = valueOf(await bob.ask({ case: "history", value: { channel } }), "events");
  expect(events.map(({ body }) => body.case)).toEqual(["created", "joined", "left", "changed"]);
});

test("[H2.5] who is removed gets the event of it last, on every connection, and nothing of theirs follows it in the log", async () => {
  const [ann, bob] = people as [Person, Person];
  const channel = await channelWith(ann, "removed", [bob]);
  const phone = await connectPerson(crowd, bob.id);
  for (const person of [ann, bob, phone]) await person.subscribe(channel);
  // A frame that is under way while its sender is removed.
  const commands = Array.from({ length: 250 }, (_, i) => ({ id: 1000 + i, body: send(channel, `${i}`) }));
  bob.raw(frameOf("hubbub.v1.protobuf", ...commands));
  const seq = await ann.logged(remove(channel, bob));
  const replies = await Promise.all(commands.map(({ id }) => replyOf(bob, id)));
  const refused = replies.filter((body) => body?.case === "error");
  for (const body of refused) expect(["not_member", "forbidden"]).toContain(valueOf(body, "error").name);
  valueOf(await ann.ask(send(channel, "after")), "sent");
  await ann.untilSeq(channel, seq + 1);
  for (const connection of [bob, phone]) {
    await connection.untilGone(channel);
    expect(connection.events(channel).at(-1)).toMatchObject({
      seq,
      user: ann.id,
      body: { case: "left", value: { user: bob.id, banned: false } },
    });
  }
  expect(ann.events(channel).filter((event) => event.seq > seq)).toHaveLength(1);
  expect(ann.events(channel)).toHaveLength(commands.length - refused.length + 2);
  expectError(await bob.ask(send(channel, "no")), "not_member");
  await bob.join(channel);
  valueOf(await bob.ask(send(channel, "back")), "sent");
});

test("[H2.6] a private channel is not there for who is no member, whatever they ask", async () => {
  const [ann, , , , eve] = people as [Person, Person, Person, Person, Person];
  const admin = await connectPerson(crowd, 52, { admin: true });
  const channel = await channelWith(ann, "secret", [], PRIVATE);
  await ann.ask(send(channel, "x"));
  for (const person of [eve, admin]) {
    const bodies: Parameters<Person["ask"]>[0][] = [
      { case: "joinChannel", value: { channel } },
      { case: "joinChannel", value: { name: "secret" } },
      { case: "leaveChannel", value: { channel } },
      { case: "subscribe", value: { channel } },
      { case: "history", value: { channel } },
      { case: "listMembers", value: { channel } },
      send(channel, "x"),
      remove(channel, ann),
      setRole(channel, ann, Role.GUEST),
      { case: "updateChannel", value: { channel, change: { case: "topic", value: "x" } } },
      { case: "createInvite", value: { channel } },
      { case: "ban", value: { channel, user: ann.id } },
      { case: "reportMessage", value: { channel, seq: 3, reason: "x" } },
    ];
    for (const body of bodies) expectError(await person.ask(body), "not_found");
    const { channels } = valueOf(await person.ask({ case: "listChannels", value: {} }), "channels");
    expect(channels.some(({ id }) => id === channel)).toBeFalse();
  }
});

test("[H2.7] a guest sees their own channels, the people in them, and nothing else", async () => {
  const [ann, bob, cem] = people as [Person, Person, Person];
  const guest = await connectPerson(crowd, 60, { guest: true });
  const open = await channelWith(cem, "open to all");
  const channel = await channelWith(ann, "with a guest", [bob, guest]);
  expect(await rolesOf(guest, channel)).toMatchObject({ 60: Role.GUEST });
  for (const body of [
    { case: "joinChannel", value: { channel: open } },
    { case: "history", value: { channel: open } },
    { case: "subscribe", value: { channel: open } },
  ] as const) {
    expectError(await guest.ask(body), "not_found");
  }
  const { channels } = valueOf(await guest.ask({ case: "listChannels", value: {} }), "channels");
  expect(channels.map(({ id }) => id)).toEqual([channel]);
  const seen = valueOf(await guest.ask({ case: "getUsers", value: { ids: [1, 2, 3, 60] } }), "users");
  expect(seen.users.map(({ id }) => id)).toEqual([1, 2, 60]);
  expectError(await guest.ask({ case: "createChannel", value: { name: "no" } }), "forbidden");
  expectError(await guest.ask({ case: "openDirect", value: { users: [cem.id] } }), "not_found");
  valueOf(await guest.ask({ case: "openDirect", value: { users: [bob.id] } }), "channel");
  expectError(await ann.ask(setRole(channel, guest, Role.MEMBER)), "invalid", { field: "setRole.role" });
});
