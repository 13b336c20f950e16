import { expect, test } from "bun:test";

import { encodeServerFrame, type Init, Role, type UserEvent } from "@hubbub/protocol";

import { type Identity, OnlineUsers, type ToldChange, type UserSession } from "../src/core/online-users.ts";
import type { SharedFrame, UserFrame } from "../src/core/shared-frame.ts";
import { type Arrival, type ChannelRow, type MembershipRow, StoreUnavailable } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";
import { toldEvent } from "./store-contract/samples.ts";

const named = (id: number, name: string): Identity => ({
  id,
  name,
  bot: false,
  admin: false,
  guest: false,
});

const mine = (channel: number, more: Partial<MembershipRow> = {}): MembershipRow => ({
  channel,
  role: Role.MEMBER,
  read: 0,
  level: 0,
  favourite: false,
  mutedUntil: 0,
  ...more,
});

const channelRow = (id: number): ChannelRow => ({
  id,
  name: `channel ${id}`,
  kind: 1,
  epoch: 1,
  topic: "",
  description: "",
  archived: false,
  slowModeS: 0,
  retentionDays: 0,
  postRole: 0,
  users: [],
  head: 0,
});

/** Users whose arrivals in the store and whose changes are recorded. User N is in the channels N0 and N1. */
function recorded() {
  const changes: [user: number, online: boolean][] = [];
  const loads: string[] = [];
  const failures: unknown[] = [];
  /** What the store says was told, by version. */
  const feed = new Map<number, ToldChange>();
  const store = {
    fails: false,
    arrival: async (id: number): Promise<Arrival> => ({
      presence: 0,
      memberships: [mine(id * 10), mine(id * 10 + 1)],
      version: 2,
    }),
  };
  const rows = new Map<number, ChannelRow>();
  const users = new OnlineUsers(
    {
      listen: async () => {},
      unlisten: () => {},
      changesAfter: async (id, version) => {
        const page = [...feed.values()].filter(
          ({ change }) => change.user === id && change.version > version,
        );
        return page.toSorted((a, b) => a.change.version - b.change.version);
      },
      failed: (error) => failures.push(error),
      async arrive({ id, name }) {
        loads.push(`${id} ${name}`);
        if (store.fails) throw new StoreUnavailable("The disk is full.");
        return store.arrival(id);
      },
      async know(ids) {
        for (const id of ids) if (!rows.has(id)) rows.set(id, channelRow(id));
      },
      channel: (id) => rows.get(id),
      learn: (row) => void (rows.has(row.id) || rows.set(row.id, row)),
      changed: ({ id }, online) => changes.push([id, online]),
    },
    { burst: 2, perSecond: 1 },
  );
  const note = (user: number, version: number, body: Init<UserEvent>["body"]): ToldChange => {
    const change = { user, version, frame: encodeServerFrame({ userEvents: [{ version, body }] }) };
    const told = { change, event: toldEvent(change) };
    feed.set(version, told);
    return told;
  };
  const tell = (user: number, version: number, body: Init<UserEvent>["body"]): void => {
    const { change, event } = note(user, version, body);
    users.told(change, event);
  };
  return { users, changes, loads, store, rows, tell, note };
}

/** What a member is told of a channel. */
const inChannel = (id: number, more: Partial<MembershipRow> = {}) => {
  const { role, level, ...rest } = mine(id, more);
  const { kind, postRole, ...row } = channelRow(id);
  const membership = { ...rest, role: role as Role, level: level as 0 };
  return {
    case: "channel",
    value: { ...row, kind: kind as 1, postRole: postRole as 0, member: true, mine: membership },
  } as const;
};
const gone = (channel: number) => ({ case: "channelGone", value: { channel } }) as const;

/** A session that notes what it is given. */
function noting(userId: number) {
  const versions: number[] = [];
  const frames: SharedFrame[] = [];
  const ended: number[] = [];
  const session: UserSession = {
    idle: false,
    userId,
    expect: () => {},
    deliver(frame) {
      frames.push(frame);
      versions.push((frame as UserFrame).first);
    },
    unsubscribe: (channel) => void ended.push(channel),
  };
  return { session, versions, frames, ended };
}

test("[G14.1] a user is online from the first connection until 3 s after the last one closed", async () => {
  const { users, changes } = recorded();
  const first = await users.arrive(named(1, "ann"));
  const second = await users.arrive(named(1, "ann"));
  expect(second).toBe(first);
  expect(changes).toEqual([[1, true]]);
  users.leave(first, 1000);
  users.expire(100_000);
  expect(changes).toEqual([[1, true]]);
  users.leave(second, 100_000);
  users.expire(102_999);
  expect(changes).toEqual([[1, true]]);
  users.expire(103_000);
  expect(changes).toEqual([
    [1, true],
    [1, false],
  ]);
  expect(users.size).toBe(0);
});

test("[G14.2] who comes back within the grace was never away", async () => {
  const { users, changes, loads } = recorded();
  const user = await users.arrive(named(1, "ann"));
  users.leave(user, 0);
  expect(await users.arrive(named(1, "ann"))).toBe(user);
  users.expire(1e9);
  expect(changes).toEqual([[1, true]]);
  expect(loads).toEqual(["1 ann"]);
  users.leave(user, 1e9);
  users.expire(1e9 + 3000);
  expect(users.size).toBe(0);
});

test("[G14.3] each user's grace is its own, in the order of leaving", async () => {
  const { users, changes } = recorded();
  const [ann, ben, cem] = await Promise.all([1, 2, 3].map((id) => users.arrive(named(id, `user-${id}`))));
  users.leave(ben!, 0);
  users.leave(ann!, 1000);
  users.leave(cem!, 2000);
  await users.arrive(named(2, "user-2"));
  users.expire(4000);
  expect(changes.filter(([, online]) => !online)).toEqual([[1, false]]);
  users.expire(5000);
  expect(changes.filter(([, online]) => !online).map(([id]) => id)).toEqual([1, 3]);
});

test("[G14.4] all connections of a user share the channels and the allowance to send", async () => {
  const { users } = recorded();
  const [one, two] = await Promise.all([users.arrive(named(4, "dan")), users.arrive(named(4, "dan"))]);
  expect([...one.channels.keys()]).toEqual([40, 41]);
  expect(two.channels).toBe(one.channels);
  const now = performance.now();
  expect([one.sends.take(now), two.sends.take(now)]).toEqual([0, 0]);
  expect(one.sends.take(now)).toBeGreaterThan(0);
});

test("[G14.5] a new name is told to the store and holds for all connections", async () => {
  const { users, loads, changes } = recorded();
  const user = await users.arrive(named(1, "ann"));
  await users.arrive(named(1, "anna"));
  expect(user.name).toBe("anna");
  expect(loads).toEqual(["1 ann", "1 anna"]);
  expect(changes).toEqual([[1, true]]);
});

test("[G14.6] an arrival that the store fails counts for nothing, and the next is tried anew", async () => {
  const { users, changes, store } = recorded();
  store.fails = true;
  const both = [users.arrive(named(1, "ann")), users.arrive(named(1, "ann"))];
  for (const arrival of both) expect(await rejection(arrival)).toBeInstanceOf(StoreUnavailable);
  expect(users.size).toBe(0);
  store.fails = false;
  const user = await users.arrive(named(1, "ann"));
  users.leave(user, 0);
  users.expire(3000);
  expect(users.size).toBe(0);
  expect(changes).toEqual([
    [1, true],
    [1, false],
  ]);
});

test("[G14.7] a failed arrival leaves the user's other connections as they were", async () => {
  const { users, changes, store } = recorded();
  const user = await users.arrive(named(1, "ann"));
  store.fails = true;
  expect(await rejection(users.arrive(named(1, "anna")))).toBeInstanceOf(StoreUnavailable);
  expect(user.channels.size).toBe(2);
  store.fails = false;
  expect(await users.arrive(named(1, "anna"))).toBe(user);
  users.leave(user, 0);
  users.leave(user, 0);
  users.expire(3000);
  expect(users.size).toBe(0);
  expect(changes).toEqual([
    [1, true],
    [1, false],
  ]);
});

test("[G14.8] what is told of a membership holds at once, with the channel's shared object, and reaches the user's sessions alone", async () => {
  const { users, rows, tell } = recorded();
  const [ann, ben] = [await users.arrive(named(1, "ann")), await users.arrive(named(2, "ben"))];
  const [phone, desk, other] = [noting(1), noting(1), noting(2)];
  ann.sessions.add(phone.session).add(desk.session);
  ben.sessions.add(other.session);
  tell(1, 3, inChannel(77, { role: Role.MODERATOR, read: 5, mutedUntil: 9 }));
  expect(ann.channels.get(77)).toMatchObject({ role: Role.MODERATOR, read: 5, mutedUntil: 9 });
  expect(ann.channels.get(77)?.channel).toBe(rows.get(77)!);
  expect(rows.get(77)).toEqual(channelRow(77));
  tell(2, 3, inChannel(77));
  expect(ben.channels.get(77)?.channel).toBe(rows.get(77)!);
  tell(1, 4, inChannel(77, { role: Role.MEMBER, read: 6 }));
  expect(ann.channels.get(77)).toMatchObject({ role: Role.MEMBER, read: 6, mutedUntil: 0 });
  tell(1, 5, gone(77));
  expect(ann.channels.has(77)).toBe(false);
  expect(ann.version).toBe(5);
  for (const { versions, ended } of [phone, desk]) {
    expect(versions).toEqual([3, 4, 5]);
    expect(ended).toEqual([77]);
  }
  // One frame for all of them, so that JSON is made of it once.
  expect(phone.frames[0]).toBe(desk.frames[0]!);
  expect([other.versions, other.ended]).toEqual([[3], []]);
  expect(ben.channels.has(77)).toBe(true);
  // Who is not there is told nothing.
  tell(9, 1, inChannel(77));
  expect(users.get(9)).toBeUndefined();
});

test("[G14.9] what is told while a user's channels are read is not lost: they are read again", async () => {
  const { users, store, tell, loads } = recorded();
  const [first, second] = [Promise.withResolvers<Arrival>(), Promise.withResolvers<Arrival>()];
  const answers = [first.promise, second.promise];
  store.arrival = () => answers.shift()!;
  const arriving = users.arrive(named(1, "ann"));
  tell(1, 3, inChannel(12));
  tell(1, 4, gone(10));
  // Read before both.
  first.resolve({ memberships: [mine(10), mine(11)], version: 2, presence: 0 });
  second.resolve({ memberships: [mine(11), mine(12)], version: 4, presence: 0 });
  const user = await arriving;
  expect([...user.channels.keys()]).toEqual([11, 12]);
  expect(user.version).toBe(4);
  expect(loads).toHaveLength(2);
});

test("[G14.10] what was read of a user is not undone by what is told of an earlier version", async () => {
  const { users, store, tell } = recorded();
  store.arrival = async () => ({ memberships: [mine(10, { read: 8 }), mine(11)], version: 6, presence: 0 });
  const user = await users.arrive(named(1, "ann"));
  const { session, versions, ended } = noting(1);
  user.sessions.add(session);
  tell(1, 4, inChannel(10, { read: 7 }));
  tell(1, 5, gone(11));
  tell(1, 6, inChannel(12));
  expect(user.channels.get(10)?.read).toBe(8);
  expect([...user.channels.keys()]).toEqual([10, 11]);
  expect(user.version).toBe(6);
  expect(ended).toEqual([]);
  // Sessions that were there before get all of it.
  expect(versions).toEqual([4, 5, 6]);
  tell(1, 7, gone(11));
  expect([...user.channels.keys()]).toEqual([10]);
});

test("[N2.3] changes of a user's feed are told in the order of their versions, whatever order they come in", async () => {
  const { users, tell } = recorded();
  const user = await users.arrive(named(1, "ann"));
  const { session, versions } = noting(1);
  user.sessions.add(session);
  tell(1, 5, inChannel(12));
  tell(1, 4, gone(11));
  expect(versions).toEqual([]);
  tell(1, 3, gone(10));
  expect(versions).toEqual([3, 4, 5]);
  expect([...user.channels.keys()]).toEqual([12]);
});

test("[N2.4] a change that doesn't come, or that nobody has told, is read from the store", async () => {
  const { users, tell, note } = recorded();
  const user = await users.arrive(named(1, "ann"));
  const { session, versions } = noting(1);
  user.sessions.add(session);
  note(1, 3, gone(10));
  tell(1, 4, gone(11));
  while (versions.length < 2) await Bun.sleep(5);
  expect(versions).toEqual([3, 4]);
  note(1, 5, inChannel(12));
  users.caughtUp([{ user: 1, version: 5 }]);
  while (versions.length < 3) await Bun.sleep(5);
  expect([...user.channels.keys()]).toEqual([12]);
});
