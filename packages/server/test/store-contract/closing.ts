import { describe, expect, test } from "bun:test";

import { StoreUnavailable } from "../../src/store/store.ts";
import { rejection } from "../rejection.ts";
import type { MakeTestData } from "../store-contract.ts";
import { addChannel, addUsers, entry, joining, log, newChannel, person } from "./samples.ts";

export function closingContract(make: MakeTestData): void {
  describe("close", () => {
    test("[S5.1] what is under way when the store is closed is done first", async () => {
      await using data = await make();
      const store = await data.open();
      await addUsers(store, 2);
      const channel = await addChannel(store, "a");
      const calls = [
        store.append([entry("1", { channel })]),
        store.history({ channel, after: 0, before: 0, limit: 10, maxBytes: 1000 }),
        store.write("joinChannel", joining(channel, 2)),
        store.append([entry("2", { channel })]),
      ];
      const closed = store.close();
      const [first, page, joined, second] = await Promise.all(calls);
      expect(first).toEqual([{ outcome: "appended", seq: 3 }]);
      expect(page).toMatchObject({ head: expect.any(Number) });
      expect(joined).toMatchObject({ events: [{ channel, seq: 4 }] });
      expect(second).toEqual([{ outcome: "appended", seq: 5 }]);
      await closed;
      const again = await data.open();
      expect((await log(again, channel)).slice(2)).toEqual(["1", "joined", "2"]);
      await again.close();
    });

    test("[S5.2] every call after close rejects with StoreUnavailable; closing again is no error", async () => {
      await using data = await make();
      const store = await data.open();
      const closing = store.close();
      const calls = [
        store.append([entry("1")]),
        store.write("saveUser", person(1)),
        store.write("createChannel", newChannel("a")),
        store.read("channel", { id: 1 }),
        store.read("arrival", { user: 1 }),
        store.history({ channel: 1, after: 0, before: 0, limit: 10, maxBytes: 1000 }),
      ];
      for (const settled of await Promise.allSettled(calls)) {
        expect(settled).toMatchObject({ status: "rejected", reason: expect.any(StoreUnavailable) });
      }
      await closing;
      await store.close();
      expect(await rejection(store.append([]))).toBeInstanceOf(StoreUnavailable);
    });
  });
}
