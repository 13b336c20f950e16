import { describe, expect, test } from "bun:test";

import { Role } from "@hubbub/protocol";

import { Refusal } from "../../src/errors.ts";
import { StoreUnavailable } from "../../src/store/store.ts";
import { rejection } from "../rejection.ts";
import { type MakeTestData, withStore } from "../store-contract.ts";
import {
  addChannel,
  addUsers,
  bodies,
  entry,
  EPOCH,
  joining,
  log,
  newChannel,
  person,
  PRIVATE,
  PUBLIC,
  toldEvent,
} from "./samples.ts";

export function channelsContract(make: MakeTestData): void {
  describe("channels", () => {
    test("[S2.1] a new channel has its two entries in the log, its creator as owner, and what it was made with", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const wanted = newChannel("General", { topic: "all", description: "of us" });
        const { value, events, told, channels } = await store.write("createChannel", wanted);
        const id = value.id ?? 0;
        const row = {
          id,
          name: "General",
          kind: PUBLIC,
          epoch: EPOCH,
          head: 2,
          topic: "all",
          description: "of us",
          archived: false,
          slowModeS: 0,
          retentionDays: 0,
          postRole: 0,
          users: [],
        };
        const mine = { channel: id, role: Role.OWNER, read: 2, level: 0, favourite: false, mutedUntil: 0 };
        expect(value).toEqual({ ...row, member: true, mine } as typeof value);
        expect(events.map(({ channel, seq }) => [channel, seq])).toEqual([
          [id, 1],
          [id, 2],
        ]);
        expect(bodies(events)).toEqual([
          { case: "created", value: { name: "General" } },
          { case: "joined", value: { name: "u1", user: 0, role: Role.OWNER } },
        ]);
        expect(told.map(({ user, version }) => [user, version])).toEqual([[1, 1]]);
        expect(told.map(toldEvent)).toEqual([
          { version: 1, body: { case: "channel", value: { ...row, member: true, mine } } },
        ] as never);
        expect(channels).toEqual([]);
        const query = { channel: id, after: 0, before: 0, limit: 10, maxBytes: 1e6 };
        const kept = (await store.history(query))?.entries;
        expect(kept).toEqual(events.map(({ seq, entry }) => ({ seq, entry })));
        expect(await store.read("members", { channel: id, after: 0, limit: 10 })).toMatchObject({
          users: [{ id: 1, name: "u1" }],
          roles: [Role.OWNER],
        });
        expect(await store.read("channel", { id })).toEqual(row);
        expect(await store.read("channelByName", { name: "General" })).toEqual(row);
      }));

    test("[S2.2] a taken name is refused as such and makes no channel; names are compared as written", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const id = await addChannel(store, "a");
        const taken = newChannel("a", { kind: PRIVATE, user: 2 });
        const refusal = await rejection(store.write("createChannel", taken));
        expect(refusal).toBeInstanceOf(Refusal);
        expect((refusal as Refusal).toReply()).toMatchObject({
          name: "name_taken",
          field: "createChannel.name",
        });
        expect(await log(store, id)).toEqual(["created", "joined"]);
        const { users } = await store.read("members", { channel: id, after: 0, limit: 10 });
        expect(users.map((user) => user.id)).toEqual([1]);
        expect(await store.read("arrival", { user: 2 })).toEqual({
          memberships: [],
          version: 0,
          presence: 0,
        });
        expect(await addChannel(store, "A")).toBeGreaterThan(id);
        expect(await addChannel(store, "ä")).toBeGreaterThan(id);
      }));

    test("[S2.3] of overlapping creations with one name exactly one succeeds", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const create = () => store.write("createChannel", newChannel("a"));
        const settled = await Promise.allSettled(Array.from({ length: 8 }, create));
        expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
        for (const result of settled) {
          if (result.status === "rejected") expect(result.reason).toMatchObject({ reason: "name_taken" });
        }
        const list = { user: 1, guest: false, after: "", limit: 10 };
        expect(await store.read("listChannels", list)).toHaveLength(1);
      }));

    test("[S2.4] a verb that fails leaves nothing behind, the heads of logs included, and spares the calls beside it", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const channel = await addChannel(store, "a");
        const calls = [
          store.append([entry("1", { channel })]),
          // Fails when its log has begun.
          store.write("createChannel", newChannel("b", { user: 77 })),
          store.write("joinChannel", joining(channel, 2)),
          store.write("createChannel", newChannel("c")),
          store.write("joinChannel", joining(channel, 77)),
          store.append([entry("2", { channel })]),
        ];
        const [before, failed, joined, made, noUser, after] = await Promise.allSettled(calls);
        for (const result of [failed, noUser]) {
          expect(result).toMatchObject({ status: "rejected", reason: expect.any(Error) });
          expect(result).not.toMatchObject({ reason: expect.any(StoreUnavailable) });
        }
        expect(before).toMatchObject({ value: [{ outcome: "appended", seq: 3 }] });
        expect(joined).toMatchObject({ value: { events: [{ channel, seq: 4 }], told: [{ version: 1 }] } });
        expect(made).toMatchObject({
          value: { value: { head: 2 }, events: [{ seq: 1 }, { seq: 2 }], told: [{ user: 1, version: 2 }] },
        });
        expect(after).toMatchObject({ value: [{ outcome: "appended", seq: 5 }] });
        expect(await store.read("channelByName", { name: "b" })).toBeUndefined();
        const c = await store.read("channelByName", { name: "c" });
        expect(await log(store, c?.id ?? 0)).toEqual(["created", "joined"]);
        expect((await log(store, channel)).slice(2)).toEqual(["1", "joined", "2"]);
        expect(await store.append([entry("3", { channel: c?.id ?? 0 })])).toEqual([
          { outcome: "appended", seq: 3 },
        ]);
      }));

    test("[S2.5] channels are found by id and name, with the head of their log; unknown ones are left out", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const a = await addChannel(store, "a");
        const b = await addChannel(store, "b");
        await store.append([entry("1", { channel: b }), entry("2", { channel: b })]);
        expect(await store.read("channel", { id: 999 })).toBeUndefined();
        expect(await store.read("channelByName", { name: "c" })).toBeUndefined();
        expect((await store.read("channel", { id: b }))?.head).toBe(4);
        expect((await store.read("channelByName", { name: "b" }))?.head).toBe(4);
        const found = await store.read("channels", { ids: [b, 999, a, b] });
        expect(found.map(({ id, head }) => [id, head])).toEqual([
          [a, 2],
          [b, 4],
        ]);
        expect(await store.read("channels", { ids: [] })).toEqual([]);
      }));

    test("[S2.6] a list has public channels and the user's own, by name in code-point order, in pages; a guest's its own alone", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        // By UTF-16 units U+FF61 would come after U+1F600.
        const names = ["b", "B", "ä", "\u{1F600}", "\uFF61", "a", "a b"];
        for (const name of names) await addChannel(store, name);
        await addChannel(store, "hers", PRIVATE, 2);
        await addChannel(store, "his", PRIVATE, 1);
        const list = async (user: number, after: string, limit: number, guest = false) =>
          (await store.read("listChannels", { user, guest, after, limit })).map(({ name }) => name);
        const visible = ["B", "a", "a b", "b", "hers", "ä", "\uFF61", "\u{1F600}"];
        expect(await list(2, "", 100)).toEqual(visible);
        expect(await list(2, "", 3)).toEqual(visible.slice(0, 3));
        expect(await list(2, "b", 2)).toEqual(["hers", "ä"]);
        expect(await list(2, "\u{1F600}", 2)).toEqual([]);
        expect(await list(3, "a b", 2)).toEqual(["b", "ä"]);
        expect(await list(1, "", 100)).toContain("his");
        const b = await store.read("channelByName", { name: "b" });
        await store.write("joinChannel", joining(b?.id ?? 0, 2));
        expect(await list(2, "", 100, true)).toEqual(["b", "hers"]);
        expect(await list(2, "b", 100, true)).toEqual(["hers"]);
        expect(await list(3, "", 100, true)).toEqual([]);
      }));

    test("[S2.7] the members that a channel is made with have joined by its creator, guests as guests, and unknown users are left out", () =>
      withStore(make, async (store) => {
        await addUsers(store, 3);
        await store.write("saveUser", person(4, { guest: true }));
        const wanted = newChannel("a", { user: 2, members: [4, 99, 2, 1, 4] });
        const { value, events, told } = await store.write("createChannel", wanted);
        expect(value).toMatchObject({ head: 4, mine: { role: Role.OWNER, read: 2 } });
        expect(bodies(events)).toEqual([
          { case: "created", value: { name: "a" } },
          { case: "joined", value: { name: "u2", user: 0, role: Role.OWNER } },
          { case: "joined", value: { name: "u1", user: 1, role: Role.MEMBER } },
          { case: "joined", value: { name: "u4", user: 4, role: Role.GUEST } },
        ]);
        expect(told.map(({ user, version }) => [user, version])).toEqual([
          [2, 1],
          [1, 1],
          [4, 1],
        ]);
        const members = await store.read("members", { channel: value.id ?? 0, after: 0, limit: 10 });
        expect(members.users.map(({ id }) => id)).toEqual([1, 2, 4]);
        expect(members.roles).toEqual([Role.MEMBER, Role.OWNER, Role.GUEST]);
      }));
  });
}
