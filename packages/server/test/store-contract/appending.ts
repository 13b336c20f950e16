import { describe, expect, test } from "bun:test";

import { type MakeTestData, withStore } from "../store-contract.ts";
import { addChannel, addUsers, bytes, entry, log, person } from "./samples.ts";

export function appendingContract(make: MakeTestData): void {
  describe("append", () => {
    test("[P2.1] each entry gets the next seq of its channel, in the order of the batch", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const a = await addChannel(store, "a");
        const b = await addChannel(store, "b");
        const batch = [
          entry("1", { channel: a }),
          entry("2", { channel: b }),
          entry("3", { channel: a, user: 2 }),
        ];
        expect(await store.append(batch)).toEqual([
          { outcome: "appended", seq: 3 },
          { outcome: "appended", seq: 3 },
          { outcome: "appended", seq: 4 },
        ]);
        expect(await log(store, a)).toEqual(["created", "joined", "1", "3"]);
        expect(await log(store, b)).toEqual(["created", "joined", "2"]);
      }));

    test("[P2.2] the seqs of overlapping calls follow the order of the calls", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const channel = await addChannel(store, "a");
        const calls = Array.from({ length: 50 }, (_, i) => store.append([entry(`c${i}`, { channel })]));
        const results = (await Promise.all(calls)).flat();
        expect(results).toEqual(results.map((_, i) => ({ outcome: "appended", seq: 3 + i })));
        expect((await log(store, channel)).slice(2)).toEqual(results.map((_, i) => `c${i}`));
      }));

    test("[P3.1] a repeated client id gets the first one's seq and time, in the same batch and later", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const channel = await addChannel(store, "a");
        const again = entry("x", { channel, at: 2000, entry: bytes("other bytes") });
        const first = [entry("x", { channel }), again, entry("y", { channel })];
        const repeated = { outcome: "repeated", seq: 3, at: 1000 } as const;
        expect(await store.append(first)).toEqual([
          { outcome: "appended", seq: 3 },
          repeated,
          { outcome: "appended", seq: 4 },
        ]);
        expect(await store.append([again])).toEqual([repeated]);
        expect(await log(store, channel)).toEqual(["created", "joined", "x", "y"]);
      }));

    test("[P3.2] a client id is still known after the store was closed and opened again", async () => {
      await using data = await make();
      const before = await data.open();
      await addUsers(before, 1);
      const channel = await addChannel(before, "a");
      await before.append([entry("x", { channel })]);
      await before.close();
      const after = await data.open();
      const results = await after.append([
        entry("x", { channel, at: 3000 }),
        entry("y", { channel, at: 3000 }),
      ]);
      await after.close();
      expect(results).toEqual([
        { outcome: "repeated", seq: 3, at: 1000 },
        { outcome: "appended", seq: 4 },
      ]);
    });

    test("[P3.3] a client id that was used in another channel is refused, and uses up no seq", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const a = await addChannel(store, "a");
        const b = await addChannel(store, "b");
        const batch = [entry("x", { channel: a }), entry("x", { channel: b }), entry("y", { channel: b })];
        expect(await store.append(batch)).toEqual([
          { outcome: "appended", seq: 3 },
          { outcome: "reused" },
          { outcome: "appended", seq: 3 },
        ]);
        expect(await store.append([entry("x", { channel: b })])).toEqual([{ outcome: "reused" }]);
      }));

    test("[P3.4] client ids are each user's own, and are compared exactly", () =>
      withStore(make, async (store) => {
        await addUsers(store, 2);
        const channel = await addChannel(store, "a");
        const uuid = "01890a5d-ac96-774b-bcce-b302099a8057";
        // Upper case, no dashes, other dashes, the same bytes as text: other ids, all of them.
        const ids = [uuid, uuid.toUpperCase(), uuid.replaceAll("-", ""), uuid.replace("-", "a")];
        ids.push("\x01\x89\n]¬\u0096wK¼Î³\x02\t\u009A\u0080W", "é", "e\u0301", "0", "00", "\u{1F600}");
        const batch = ids.flatMap((id) => [entry(id, { channel }), entry(id, { channel, user: 2 })]);
        const results = await store.append(batch);
        expect(results).toEqual(batch.map((_, i) => ({ outcome: "appended", seq: 3 + i })));
        const again = await store.append(batch.map((sent) => ({ ...sent, at: 9 })));
        expect(again).toEqual(batch.map((_, i) => ({ outcome: "repeated", seq: 3 + i, at: 1000 })));
      }));

    test("[S1.1] an entry whose channel does not exist is refused alone", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const channel = await addChannel(store, "a");
        const batch = [entry("1", { channel }), entry("2", { channel: 99 }), entry("3", { channel })];
        expect(await store.append(batch)).toEqual([
          { outcome: "appended", seq: 3 },
          { outcome: "no-channel" },
          { outcome: "appended", seq: 4 },
        ]);
        // Refused, it did not use up its client id either.
        expect(await store.append([entry("2", { channel })])).toEqual([{ outcome: "appended", seq: 5 }]);
      }));

    test("[S1.2] an empty batch has no results; 1,000 entries and one of 64 KiB are kept as they are", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const channel = await addChannel(store, "a");
        expect(await store.append([])).toEqual([]);
        const large = new Uint8Array(64 * 1024).map((_, i) => i * 7);
        const batch = Array.from({ length: 1000 }, (_, i) => entry(`n${i}`, { channel }));
        batch[500] = entry("n500", { channel, entry: large });
        batch[501] = entry("n501", { channel, entry: new Uint8Array() });
        expect(await store.append(batch)).toEqual(batch.map((_, i) => ({ outcome: "appended", seq: 3 + i })));
        const query = { channel, after: 502, before: 0, limit: 3, maxBytes: 1e6 };
        const entries = (await store.history(query))?.entries;
        expect(entries).toEqual([
          { seq: 503, entry: large },
          { seq: 504, entry: new Uint8Array() },
          { seq: 505, entry: bytes("n502") },
        ]);
      }));

    test("[S1.3] ids, seqs and times up to 2^53 - 1 are kept exactly", () =>
      withStore(make, async (store) => {
        const user = 2 ** 53 - 1;
        await store.write("saveUser", person(user, { name: "last" }));
        const channel = await addChannel(store, "a", 1, user);
        const at = 2 ** 53 - 1;
        await store.append([entry("x", { channel, user, at })]);
        expect(await store.append([entry("x", { channel, user, at: 1 })])).toEqual([
          { outcome: "repeated", seq: 3, at },
        ]);
        const members = await store.read("members", { channel, after: user - 1, limit: 10 });
        expect(members.users).toMatchObject([{ id: user, name: "last" }]);
      }));
  });
}
