import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import {
  type Command,
  type Init,
  LIMITS,
  Role,
  type Scope,
  SCOPES,
  type Subprotocol,
  SUBPROTOCOLS,
  type UserEvent,
} from "@hubbub/protocol";

import { createChannel, expectError, send, valueOf } from "./clients.ts";

let crowd: Crowd;

beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

const connect = async (user: number, subprotocol: Subprotocol = SUBPROTOCOLS[0]) =>
  openRawClient(crowd.url, await crowd.mint.token(user), subprotocol);
const welcomeOf = (client: RawClient) => valueOf(client.frames[0]!.replies[0]!.body, "welcome");
const toldTo = (client: RawClient): UserEvent[] => client.frames.flatMap(({ userEvents }) => userEvents);
const untilVersion = (client: RawClient, version: number) =>
  client.until(({ userEvents }) => userEvents.some((event) => event.version === version));
const sync = async (client: RawClient, after: number) =>
  valueOf(await client.ask({ case: "syncUser", value: { after } }), "userChanges");
const join = (client: RawClient, channel: number) =>
  client.ask({ case: "joinChannel", value: { channel, name: "" } });
const leave = (client: RawClient, channel: number) =>
  client.ask({ case: "leaveChannel", value: { channel } });

describe.each([...SUBPROTOCOLS])("%s", (subprotocol) => {
  // Users of each subprotocol's own.
  const base = 1000 * (1 + SUBPROTOCOLS.indexOf(subprotocol));

  test("[G20.7] a change of what is a user's own reaches all of their connections, in order, and nobody else's", async () => {
    const [ann, bob] = [base + 1, base + 2];
    const founder = await connect(ann);
    const channel = await createChannel(founder, `feed ${subprotocol}`);
    const [phone, desk, other] = await Promise.all([
      connect(bob, subprotocol),
      connect(bob),
      connect(ann, subprotocol),
    ]);
    expect(welcomeOf(phone)).toMatchObject({ userVersion: 0, channels: [] });
    expect(welcomeOf(other)).toMatchObject({ userVersion: 1, channels: [{ id: channel, head: 2 }] });
    valueOf(await join(desk, channel), "channel");
    expect(await leave(desk, channel)).toMatchObject({ case: "done" });
    valueOf(await join(phone, channel), "channel");
    await Promise.all([untilVersion(phone, 3), untilVersion(desk, 3)]);
    for (const client of [phone, desk]) {
      expect(toldTo(client)).toMatchObject([
        {
          version: 1,
          body: {
            case: "channel",
            value: { id: channel, member: true, head: 3, mine: { role: Role.MEMBER, read: 3 } },
          },
        },
        { version: 2, body: { case: "channelGone", value: { channel } } },
        { version: 3, body: { case: "channel", value: { id: channel, head: 5, mine: { read: 5 } } } },
      ]);
    }
    // All that was ever on its way to the other has come before an answer.
    await other.ask({ case: "getUsers", value: { ids: [ann] } });
    expect(toldTo(other)).toEqual([]);
  });

  test("[G20.8] what is newer than a known version is asked for, each thing once as it is now, and nothing else", async () => {
    const client = await connect(base + 11, subprotocol);
    const owner = await connect(base + 12, subprotocol);
    const channels: number[] = [];
    for (let i = 0; i < 4; i++) channels.push(await createChannel(owner, `sync ${subprotocol} ${i}`));
    for (const channel of channels) await join(client, channel);
    await leave(client, channels[1]!);
    await leave(client, channels[3]!);
    await join(client, channels[3]!);
    const items = async (after: number) => {
      const { events, more, version } = await sync(client, after);
      expect({ more, version }).toEqual({ more: false, version: 7 });
      return events.map(({ version, body }) => [
        version,
        body.case === "channel" ? body.value.id : body.case === "channelGone" && -body.value.channel,
      ]);
    };
    const all = [
      [1, channels[0]!],
      [3, channels[2]!],
      [5, -channels[1]!],
      [7, channels[3]!],
    ];
    expect(await items(0)).toEqual(all);
    expect(await items(1)).toEqual(all.slice(1));
    expect(await items(4)).toEqual(all.slice(2));
    expect(await items(7)).toEqual([]);
    // A new connection begins at the newest version.
    const again = await connect(base + 11, subprotocol);
    expect(welcomeOf(again).userVersion).toBe(7);
  });
});

test("[G20.9] who is put into a channel by its creator may send to it as soon as they are told", async () => {
  const [ann, bob] = [await connect(21), await connect(22)];
  const made = valueOf(
    await ann.ask({ case: "createChannel", value: { name: "put into", members: [22, 23] } }),
    "channel",
  );
  // User 23 was never here.
  expect(made).toMatchObject({ head: 3, mine: { role: Role.OWNER } });
  await untilVersion(bob, 1);
  expect(valueOf(await bob.ask(send(made.id, "hi")), "sent").seq).toBe(4);
  expect(valueOf(await ann.ask({ case: "listMembers", value: { channel: made.id } }), "users")).toMatchObject(
    {
      users: [{ id: 21 }, { id: 22 }],
      roles: [Role.OWNER, Role.MEMBER],
    },
  );
});

test("[G20.10] many changes are synced in pages, to be asked for from the last version", async () => {
  const client = await connect(31);
  const count = LIMITS.pageMax + 20;
  const names = Array.from({ length: count }, (_, i) => `page ${i}`);
  await Promise.all(names.map((name) => createChannel(client, name)));
  const first = await sync(client, 0);
  expect(first).toMatchObject({ more: true, version: count });
  expect(first.events.map(({ version }) => version)).toEqual(
    Array.from({ length: LIMITS.pageMax }, (_, i) => i + 1),
  );
  const rest = await sync(client, first.events.at(-1)!.version);
  expect(rest.more).toBe(false);
  expect(rest.events).toHaveLength(20);
});

test("[G20.11] a connection that doesn't read is told a gap of channel 0 for the changes it missed, and syncs them", async () => {
  const [slow, desk] = [await connect(41), await connect(41)];
  const channel = await createChannel(desk, "flood");
  valueOf(await slow.ask({ case: "subscribe", value: { channel } }), "subscribed");
  slow.pause();
  const text = "x".repeat(16_000);
  // More than socket buffers and the bound hold.
  for (let i = 0; i < 40; i++) {
    await Promise.all(Array.from({ length: 25 }, () => desk.ask(send(channel, text))));
  }
  const others: number[] = [];
  for (let i = 0; i < 3; i++) others.push(await createChannel(desk, `unread ${i}`));
  slow.resume();
  const { gaps } = await slow.until((frame) => frame.gaps.some((gap) => gap.channel === 0));
  const gap = gaps.find((each) => each.channel === 0)!;
  expect(gap).toEqual({ channel: 0, from: 2, to: 4 });
  expect(toldTo(slow).map(({ version }) => version)).toEqual([1]);
  const { events, version } = await sync(slow, gap.from - 1);
  expect(version).toBe(4);
  expect(events.map(({ body }) => body.case === "channel" && body.value.id)).toEqual(others);
});

const bot = async (user: number, scopes: readonly Scope[]) =>
  openRawClient(crowd.url, await crowd.mint.token(user, { bot: true, scopes }));

describe("bots", () => {
  const needs: [Scope, (channel: number) => Init<Command>["body"]][] = [
    ["messages:write", (channel) => send(channel, "beep")],
    ["messages:read", (channel) => ({ case: "history", value: { channel } })],
    ["channels:read", () => ({ case: "listChannels", value: {} })],
    ["channels:write", (channel) => ({ case: "joinChannel", value: { channel } })],
    ["users:read", () => ({ case: "getUsers", value: { ids: [51] } })],
  ];

  test("[G21.4] a bot's command needs its scope, and is refused as forbidden without it; people need none", async () => {
    const founder = await connect(50);
    const channel = await createChannel(founder, "bots");
    const all = await bot(51, SCOPES);
    valueOf(await join(all, channel), "channel");
    for (const [, command] of needs) expect((await all.ask(command(channel)))?.case).not.toBe("error");
    for (const [i, [scope, command]] of needs.entries()) {
      const [without, alone] = await Promise.all([
        bot(
          51,
          SCOPES.filter((each) => each !== scope),
        ),
        bot(51, [scope]),
      ]);
      expectError(await without.ask(command(channel)), "forbidden");
      for (const [j, [, other]] of needs.entries()) {
        const reply = await alone.ask(other(channel));
        if (i === j) expect(reply?.case).not.toBe("error");
        else expectError(reply, "forbidden");
      }
      without.close();
      alone.close();
    }
    // Nothing of the refused ones was done.
    const { head } = valueOf(await founder.ask({ case: "history", value: { channel } }), "events");
    expect(head).toBe(2 + 1 + 2);
    for (const [, command] of needs) expect((await founder.ask(command(channel)))?.case).not.toBe("error");
  });
});
