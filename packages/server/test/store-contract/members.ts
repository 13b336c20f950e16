import { describe, expect, test } from "bun:test";

import { type MakeTestData, withStore } from "../store-contract.ts";
import { addChannel, addUsers, bytes, entry, log } from "./samples.ts";

export function membersContract(make: MakeTestData): void {
  describe("members and users", () => {
    test("[S3.1] joining and leaving add their entries to the log, in order with messages", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const channel = await addChannel(store, "a");
        const calls = [
          store.append([entry("1", { channel })]),
          store.join(channel, 2, bytes("in")),
          store.append([entry("2", { channel, user: 2 })]),
          store.leave(channel, 2, bytes("out")),
        ];
        const [, joined, , left] = await Promise.all(calls);
        expect(joined).toEqual({ seq: 4 });
        expect(left).toEqual({ seq: 6 });
        expect((await log(store, channel)).slice(2)).toEqual(["1", "in", "2", "out"]);
      }));

    test("[S3.2] who is a member can't join, who is none can't leave, and nobody an unknown channel", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const channel = await addChannel(store, "a");
        expect(await store.join(channel, 1, bytes("no"))).toBeUndefined();
        expect(await store.leave(channel, 2, bytes("no"))).toBeUndefined();
        expect(await store.join(99, 2, bytes("no"))).toBeUndefined();
        expect(await store.leave(99, 2, bytes("no"))).toBeUndefined();
        const joins = Array.from({ length: 5 }, () => store.join(channel, 2, bytes("in")));
        const results = await Promise.all(joins);
        expect(results.filter((result) => result !== undefined)).toEqual([{ seq: 3 }]);
        expect(await log(store, channel)).toEqual(["created", "joined", "in"]);
      }));

    test("[S3.3] members are listed by id in pages", () =>
      withStore(make, async (store) => {
        await addUsers(store, 5);
        const channel = await addChannel(store, "a");
        for (const user of [4, 2, 5]) await store.join(channel, user, bytes("in"));
        const ids = async (after: number, limit: number) =>
          (await store.members(channel, after, limit)).map(({ id }) => id);
        expect(await ids(0, 10)).toEqual([1, 2, 4, 5]);
        expect(await ids(0, 2)).toEqual([1, 2]);
        expect(await ids(2, 2)).toEqual([4, 5]);
        expect(await ids(5, 2)).toEqual([]);
        expect(await store.members(99, 0, 2)).toEqual([]);
      }));

    test("[S3.4] connecting gives the ids of the user's channels, ascending, as they are at that time", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const made = [
          await addChannel(store, "b"),
          await addChannel(store, "a"),
          await addChannel(store, "c"),
        ];
        for (const channel of made) await store.join(channel, 2, bytes("in"));
        expect(await store.connectUser({ id: 2, name: "u2" })).toEqual(made);
        await store.leave(made[1] ?? 0, 2, bytes("out"));
        expect(await store.connectUser({ id: 2, name: "u2" })).toEqual(made.toSpliced(1, 1));
        expect(await store.connectUser({ id: 3, name: "u3" })).toEqual([]);
      }));

    test("[S3.5] connecting takes a changed name over; users are found by id, unknown ones left out", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const channel = await addChannel(store, "a");
        await store.connectUser({ id: 1, name: "Zoë" });
        expect(await store.users([2, 9, 1, 2])).toEqual([
          { id: 1, name: "Zoë" },
          { id: 2, name: "u2" },
        ]);
        expect(await store.members(channel, 0, 10)).toEqual([{ id: 1, name: "Zoë" }]);
        expect(await store.users([])).toEqual([]);
      }));
  });
}
