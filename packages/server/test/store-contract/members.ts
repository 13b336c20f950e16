import { describe, expect, test } from "bun:test";

import { Role } from "@hubbub/protocol";

import { Refusal } from "../../src/errors.ts";
import { rejection } from "../rejection.ts";
import { type MakeTestData, withStore } from "../store-contract.ts";
import { addChannel, addUsers, bodies, entry, joining, leaving, log, person, toldEvent } from "./samples.ts";

export function membersContract(make: MakeTestData): void {
  describe("members and users", () => {
    test("[S3.1] joining and leaving add their entries to the log, in order with messages", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const channel = await addChannel(store, "a");
        const first = store.append([entry("1", { channel })]);
        const joining2 = store.write("joinChannel", joining(channel, 2));
        const second = store.append([entry("2", { channel, user: 2 })]);
        const leaving2 = store.write("leaveChannel", leaving(channel, 2));
        await Promise.all([first, second]);
        const [joined, left] = await Promise.all([joining2, leaving2]);
        expect(joined.events).toMatchObject([{ channel, seq: 4 }]);
        expect(bodies(joined.events)).toEqual([
          { case: "joined", value: { name: "u2", user: 0, role: Role.MEMBER } },
        ]);
        expect(joined.value).toMatchObject({ id: channel, head: 4, member: true, mine: { read: 4 } });
        expect(left.value).toBe(6);
        expect(left.events).toMatchObject([{ channel, seq: 6 }]);
        expect(bodies(left.events)).toEqual([{ case: "left", value: { user: 0, banned: false } }]);
        expect((await log(store, channel)).slice(2)).toEqual(["1", "joined", "2", "left"]);
      }));

    test("[S3.2] who is a member can't join, who is none can't leave, and nobody an unknown channel", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const channel = await addChannel(store, "a");
        const nothing = { events: [], told: [], channels: [], news: [] };
        const again = await store.write("joinChannel", joining(channel, 1));
        expect(again).toMatchObject({
          ...nothing,
          value: { id: channel, head: 2, mine: { role: Role.OWNER } },
        });
        expect(await store.write("leaveChannel", leaving(channel, 2))).toEqual({ ...nothing, value: 0 });
        const refusal = await rejection(store.write("joinChannel", joining(99, 2)));
        expect(refusal).toBeInstanceOf(Refusal);
        expect((refusal as Refusal).reason).toBe("not_found");
        expect(await store.write("leaveChannel", leaving(99, 2))).toEqual({ ...nothing, value: 0 });
        const joins = Array.from({ length: 5 }, () => store.write("joinChannel", joining(channel, 2)));
        const results = await Promise.all(joins);
        expect(results.flatMap(({ events }) => events)).toMatchObject([{ channel, seq: 3 }]);
        expect(results.flatMap(({ told }) => told)).toMatchObject([{ user: 2, version: 1 }]);
        expect(await log(store, channel)).toEqual(["created", "joined", "joined"]);
      }));

    test("[S3.3] members are listed by id in pages, with their roles", () =>
      withStore(make, async (store) => {
        await addUsers(store, 5);
        const channel = await addChannel(store, "a");
        for (const user of [4, 2, 5]) await store.write("joinChannel", joining(channel, user));
        const list = async (after: number, limit: number) => {
          const { users, roles } = await store.read("members", { channel, after, limit });
          return users.map(({ id }, i) => [id, roles[i] ?? 0]);
        };
        const [owner, member] = [Role.OWNER, Role.MEMBER];
        expect(await list(0, 10)).toEqual([
          [1, owner],
          [2, member],
          [4, member],
          [5, member],
        ]);
        expect(await list(0, 2)).toEqual([
          [1, owner],
          [2, member],
        ]);
        expect(await list(2, 2)).toEqual([
          [4, member],
          [5, member],
        ]);
        expect(await list(5, 2)).toEqual([]);
        const none = await store.read("members", { channel: 99, after: 0, limit: 2 });
        expect(none).toEqual({ users: [], roles: [] });
      }));

    test("[S3.4] an arrival gives the user's memberships by channel and the version of the feed, as they are at that time", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const made = [
          await addChannel(store, "b"),
          await addChannel(store, "a"),
          await addChannel(store, "c"),
        ];
        for (const channel of made) await store.write("joinChannel", joining(channel, 2));
        const mine = { role: Role.MEMBER, read: 3, level: 0, favourite: false, mutedUntil: 0 };
        const memberships = made.map((channel) => ({ channel, ...mine }));
        expect(await store.read("arrival", { user: 2 })).toEqual({ memberships, version: 3, presence: 0 });
        await store.write("leaveChannel", leaving(made[1] ?? 0, 2));
        const left = { memberships: memberships.toSpliced(1, 1), version: 4, presence: 0 };
        expect(await store.read("arrival", { user: 2 })).toEqual(left);
        expect(await store.read("arrival", { user: 3 })).toEqual({
          memberships: [],
          version: 0,
          presence: 0,
        });
      }));

    test("[S3.5] saving a user takes what changed over; users are found by id, unknown ones left out", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const channel = await addChannel(store, "a");
        const saved = await store.write("saveUser", person(1, { name: "Zoë" }));
        expect(saved).toEqual({ value: undefined, events: [], told: [], channels: [], news: [] });
        const none = { bot: false, admin: false, guest: false };
        const users = () => store.read("users", { ids: [2, 9, 1, 2] });
        expect(await users()).toMatchObject([
          { id: 1, name: "Zoë", ...none },
          { id: 2, name: "u2", ...none },
        ]);
        const rights = { bot: true, admin: true, guest: true };
        for (const right of ["bot", "admin", "guest"] as const) {
          await store.write("saveUser", person(2, { [right]: true }));
          expect((await users())[1]).toMatchObject({ id: 2, name: "u2", ...none, [right]: true });
        }
        await store.write("saveUser", person(2, rights));
        expect((await users())[1]).toMatchObject(rights);
        const members = await store.read("members", { channel, after: 0, limit: 10 });
        expect(members.users).toMatchObject([{ id: 1, name: "Zoë" }]);
        expect(await store.read("users", { ids: [] })).toEqual([]);
        // What is the user's own stays.
        expect((await store.read("arrival", { user: 1 })).version).toBe(1);
      }));

    test("[S3.6] each change of a membership gets the next version of that user's feed, and is told to nobody else", () =>
      withStore(make, async (store) => {
        await addUsers(store, 3);
        const [a, b] = [await addChannel(store, "a"), await addChannel(store, "b")];
        const changes = [
          await store.write("joinChannel", joining(a, 2)),
          await store.write("joinChannel", joining(b, 2)),
          await store.write("joinChannel", joining(a, 3)),
          await store.write("leaveChannel", leaving(a, 2)),
        ];
        const told = changes.flatMap((outcome) => outcome.told);
        expect(told.map(({ user, version }) => [user, version])).toEqual([
          [2, 1],
          [2, 2],
          [3, 1],
          [2, 3],
        ]);
        const [first, , , last] = told.map(toldEvent);
        expect(first).toMatchObject({
          version: 1,
          body: { case: "channel", value: { id: a, name: "a", member: true, head: 3, mine: { read: 3 } } },
        });
        expect(last).toEqual({ version: 3, body: { case: "channelGone", value: { channel: a } } });
      }));

    test("[S3.7] what of a user's own is newer than a version comes by version, each thing once as it is now, in pages", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const [a, b, c] = [
          await addChannel(store, "a"),
          await addChannel(store, "b"),
          await addChannel(store, "c"),
        ];
        for (const channel of [a, b, c]) await store.write("joinChannel", joining(channel, 2));
        await store.write("leaveChannel", leaving(a, 2));
        await store.append([entry("1", { channel: b })]);
        const sync = async (after: number, limit: number) => {
          const { events = [], more, version } = await store.read("syncUser", { user: 2, after, limit });
          const items = events.map(({ version, body }) => {
            if (body?.case === "channelGone") return [version, "gone", body.value.channel];
            return [version, body?.case, body?.case === "channel" ? [body.value.id, body.value.head] : 0];
          });
          return { items, more, version };
        };
        const [inB, inC, gone] = [
          [2, "channel", [b, 4]],
          [3, "channel", [c, 3]],
          [4, "gone", a],
        ];
        expect(await sync(0, 10)).toEqual({ items: [inB, inC, gone], more: false, version: 4 } as never);
        expect(await sync(2, 10)).toEqual({ items: [inC, gone], more: false, version: 4 } as never);
        expect(await sync(0, 2)).toEqual({ items: [inB, inC], more: true, version: 4 } as never);
        expect(await sync(3, 1)).toEqual({ items: [gone], more: false, version: 4 } as never);
        expect(await sync(4, 10)).toEqual({ items: [], more: false, version: 4 });
        await store.write("joinChannel", joining(a, 2));
        expect(await sync(4, 10)).toEqual({
          items: [[5, "channel", [a, 5]]],
          more: false,
          version: 5,
        } as never);
        const nobody = await store.read("syncUser", { user: 9, after: 0, limit: 10 });
        expect(nobody).toEqual({ events: [], more: false, version: 0 });
      }));
  });
}
