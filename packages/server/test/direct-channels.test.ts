import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { ChannelKind, Role } from "@hubbub/protocol";

import { expectError, send, valueOf } from "./clients.ts";
import { connectPerson, type Person } from "./people.ts";

let crowd: Crowd;

beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

const connect = (id: number) => connectPerson(crowd, id);
const open = async (person: Person, ...users: number[]) =>
  valueOf(await person.ask({ case: "openDirect", value: { users } }), "channel");

test("[H3.1] a direct channel is made once for the same people, whoever opens it, also at the same time", async () => {
  const [ann, bob, cem] = [await connect(1), await connect(2), await connect(3)];
  const asked = [1, 2, 3].flatMap(() => [open(ann, 2, 3), open(bob, 3, 1), open(cem, 1, 2, 3, 3)]);
  const opened = await Promise.all(asked);
  const [{ id }] = opened as [(typeof opened)[0]];
  expect(new Set(opened.map((channel) => channel.id))).toEqual(new Set([id]));
  expect(opened[0]).toMatchObject({ kind: ChannelKind.DIRECT, name: "", users: [1, 2, 3], member: true });
  const other = await open(ann, 2);
  expect(other.id).not.toBe(id);
  const { events } = valueOf(await cem.ask({ case: "history", value: { channel: id } }), "events");
  expect(events.map(({ body }) => body.case)).toEqual(["created", "joined", "joined", "joined"]);
});

test("[H3.2] all of its people are told of it at once, and may send", async () => {
  const [ann, bob] = [await connect(11), await connect(12)];
  const { id } = await open(ann, 12);
  const told = await bob.until(({ userEvents }) => userEvents.length > 0);
  expect(told.userEvents[0]!.body).toMatchObject({
    case: "channel",
    value: { id, users: [11, 12], mine: { role: Role.MEMBER } },
  });
  valueOf(await bob.ask(send(id, "hi")), "sent");
  valueOf(await ann.ask(send(id, "hi")), "sent");
});

test("[H3.5] people and bots open direct channels with each other", async () => {
  const ann = await connect(41);
  const scopes = ["channels:write", "messages:write"] as const;
  const bot = await connectPerson(crowd, 42, { bot: true, scopes });
  const { id } = await open(ann, 42);
  expect((await open(bot, 41)).id).toBe(id);
  valueOf(await bot.ask(send(id, "beep")), "sent");
});

test("[H3.3] it has 2 to 8 people, all of them known", async () => {
  const ann = await connect(21);
  for (let id = 22; id <= 29; id++) (await connect(id)).close();
  const field = { field: "openDirect.users", limit: 8 };
  expectError(await ann.ask({ case: "openDirect", value: { users: [] } }), "invalid", field);
  expectError(await ann.ask({ case: "openDirect", value: { users: [21, 21] } }), "invalid", field);
  const eight = [22, 23, 24, 25, 26, 27, 28];
  expect((await open(ann, ...eight)).users).toEqual([21, ...eight]);
  expectError(await ann.ask({ case: "openDirect", value: { users: [...eight, 29] } }), "invalid", field);
  expectError(await ann.ask({ case: "openDirect", value: { users: [777] } }), "not_found");
});

test("[H3.4] nobody leaves it, is added or removed, or changes what it is", async () => {
  const [ann, bob] = [await connect(31), await connect(32)];
  (await connect(33)).close();
  const { id: channel } = await open(ann, 32);
  const bodies: Parameters<Person["ask"]>[0][] = [
    { case: "leaveChannel", value: { channel } },
    { case: "addMembers", value: { channel, users: [33] } },
    { case: "removeMember", value: { channel, user: 32 } },
    { case: "setRole", value: { channel, user: 32, role: Role.OWNER } },
    { case: "createInvite", value: { channel } },
    { case: "ban", value: { channel, user: 32 } },
    { case: "mute", value: { channel, user: 32, until: Date.now() + 1e6 } },
    { case: "updateChannel", value: { channel, change: { case: "topic", value: "x" } } },
    { case: "updateChannel", value: { channel, change: { case: "archived", value: true } } },
  ];
  const admin = await connectPerson(crowd, 34, { admin: true });
  for (const body of bodies) {
    expectError(await ann.ask(body), "forbidden");
    expectError(await admin.ask(body), "not_found");
  }
  expect(valueOf(await bob.ask(send(channel, "as ever")), "sent").seq).toBe(4);
});
