import { describe, expect, test } from "bun:test";

import { rejection } from "../rejection.ts";
import { type MakeTestData, withStore } from "../store-contract.ts";
import { addChannel, addUsers, bytes, entry, log, PRIVATE, PUBLIC } from "./samples.ts";

export function channelsContract(make: MakeTestData): void {
  describe("channels", () => {
    test("[S2.1] a new channel has its two entries in the log, its creator as member, and an epoch", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const entries = [bytes("created"), bytes("joined")] as const;
        const made = await store.createChannel({ name: "General", kind: PUBLIC, user: 1, entries });
        expect(made).toEqual({
          id: expect.any(Number),
          name: "General",
          kind: PUBLIC,
          epoch: expect.any(Number),
          head: 2,
        });
        const { id = 0, epoch = 0 } = made ?? {};
        expect(Number.isSafeInteger(epoch) && epoch > 0).toBeTrue();
        expect(await log(store, id)).toEqual(["created", "joined"]);
        expect(await store.members(id, 0, 10)).toEqual([{ id: 1, name: "u1" }]);
        expect(await store.channel(id)).toEqual(made);
        expect(await store.channelByName("General")).toEqual(made);
      }));

    test("[S2.2] a taken name makes no channel; names are compared as written", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const id = await addChannel(store, "a");
        const entries = [bytes("no"), bytes("no")] as const;
        const taken = { name: "a", kind: PRIVATE, user: 2, entries };
        expect(await store.createChannel(taken)).toBeUndefined();
        expect(await log(store, id)).toEqual(["created", "joined"]);
        expect(await store.members(id, 0, 10)).toEqual([{ id: 1, name: "u1" }]);
        expect(await addChannel(store, "A")).toBeGreaterThan(id);
        expect(await addChannel(store, "ä")).toBeGreaterThan(id);
      }));

    test("[S2.3] of overlapping creations with one name exactly one succeeds", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const create = () =>
          store.createChannel({ name: "a", kind: PUBLIC, user: 1, entries: [bytes("1"), bytes("2")] });
        const made = await Promise.all(Array.from({ length: 8 }, create));
        expect(made.filter((channel) => channel !== undefined)).toHaveLength(1);
        expect(await store.listChannels(1, "", 10)).toHaveLength(1);
      }));

    test("[S2.4] a channel that fails to be made leaves nothing behind, and spares the calls beside it", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const channel = await addChannel(store, "a");
        const unknownUser = { name: "b", kind: PUBLIC, user: 77, entries: [bytes("1"), bytes("2")] as const };
        const before = store.append([entry("1", { channel })]);
        const failing = store.createChannel(unknownUser);
        const after = store.append([entry("2", { channel })]);
        expect(await rejection(failing)).toBeInstanceOf(Error);
        expect(await before).toEqual([{ outcome: "appended", seq: 3 }]);
        expect(await after).toEqual([{ outcome: "appended", seq: 4 }]);
        expect(await store.channelByName("b")).toBeUndefined();
        expect((await log(store, channel)).slice(2)).toEqual(["1", "2"]);
      }));

    test("[S2.5] channels are found by id and name, with the head of their log; unknown ones are left out", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const a = await addChannel(store, "a");
        const b = await addChannel(store, "b");
        await store.append([entry("1", { channel: b }), entry("2", { channel: b })]);
        expect(await store.channel(999)).toBeUndefined();
        expect(await store.channelByName("c")).toBeUndefined();
        expect((await store.channel(b))?.head).toBe(4);
        expect((await store.channelByName("b"))?.head).toBe(4);
        const found = await store.channels([b, 999, a, b]);
        expect(found.map(({ id, head }) => [id, head])).toEqual([
          [a, 2],
          [b, 4],
        ]);
        expect(await store.channels([])).toEqual([]);
      }));

    test("[S2.6] a list has public channels and the user's own, by name in code-point order, in pages", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        // By UTF-16 units U+FF61 would come after U+1F600.
        const names = ["b", "B", "ä", "\u{1F600}", "\uFF61", "a", "a b"];
        for (const name of names) await addChannel(store, name);
        await addChannel(store, "hers", PRIVATE, 2);
        await addChannel(store, "his", PRIVATE, 1);
        const list = async (user: number, after: string, limit: number) =>
          (await store.listChannels(user, after, limit)).map(({ name }) => name);
        const visible = ["B", "a", "a b", "b", "hers", "ä", "\uFF61", "\u{1F600}"];
        expect(await list(2, "", 100)).toEqual(visible);
        expect(await list(2, "", 3)).toEqual(visible.slice(0, 3));
        expect(await list(2, "b", 2)).toEqual(["hers", "ä"]);
        expect(await list(2, "\u{1F600}", 2)).toEqual([]);
        expect(await list(3, "a b", 2)).toEqual(["b", "ä"]);
        expect(await list(1, "", 100)).toContain("his");
      }));
  });
}
