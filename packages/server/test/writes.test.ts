import { expect, test } from "bun:test";

import type { Bus } from "../src/bus/bus.ts";
import type { EventLog } from "../src/core/event-log.ts";
import { Writes } from "../src/core/writes.ts";
import { type Outcome, type Store, StoreUnavailable } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";

const bytes = new Uint8Array();

/** Writes whose store answers with these outcomes in turn, and what they have told, in order. */
function recorded(...outcomes: Outcome<number>[]) {
  const said: string[] = [];
  const refreshing: PromiseWithResolvers<void>[] = [];
  const store: Pick<Store, "write"> = { write: (async () => outcomes.shift()) as unknown as Store["write"] };
  const events: Pick<EventLog, "publish"> = {
    publish: (channel, entries) => void said.push(`${channel}: ${entries.map(({ seq }) => seq).join(" ")}`),
  };
  const bus: Pick<Bus, "told" | "channelChanged"> = {
    told: ({ user, version }) => void said.push(`user ${user} version ${version}`),
    channelChanged(channel) {
      said.push(`changed ${channel}`);
      const read = Promise.withResolvers<void>();
      refreshing.push(read);
      return read.promise;
    },
  };
  const writes = new Writes(store as Store, events as EventLog, bus as Bus);
  const write = async () => Number(await writes.do("leaveChannel", { channel: 1, user: 1, at: 1 }));
  return { write, said, refreshing };
}

const outcome = (value: number, more: Partial<Outcome<number>>): Outcome<number> => ({
  value,
  events: [],
  told: [],
  channels: [],
  news: [],
  ...more,
});
const event = (channel: number, seq: number) => ({ channel, seq, entry: bytes });
const change = (user: number, version: number) => ({ user, version, frame: bytes });

test("[G20.5] a changed channel is read again before its events and feeds are told, each channel's events as one", async () => {
  const { write, said, refreshing } = recorded(
    outcome(7, {
      events: [event(1, 5), event(2, 3), event(1, 6)],
      told: [change(4, 2), change(5, 9), change(4, 3)],
      channels: [1],
    }),
  );
  const done = write();
  await Bun.sleep(0);
  expect(said).toEqual(["changed 1"]);
  refreshing[0]!.resolve();
  expect(await done).toBe(7);
  expect(said.slice(1)).toEqual([
    "1: 5 6",
    "2: 3",
    "user 4 version 2",
    "user 5 version 9",
    "user 4 version 3",
  ]);
});

test("[G20.6] verbs are told in the order of their commits, though one has to wait; a failure keeps nothing back that follows", async () => {
  const { write, said, refreshing } = recorded(
    outcome(1, { told: [change(4, 1)], channels: [1] }),
    outcome(2, { told: [change(4, 2)] }),
    outcome(3, { told: [change(4, 3)], channels: [2] }),
    outcome(4, { told: [change(4, 4)] }),
  );
  const done = [write(), write(), write(), write()];
  await Bun.sleep(0);
  expect(said).toEqual(["changed 1"]);
  refreshing[0]!.resolve();
  expect(await Promise.all(done.slice(0, 2))).toEqual([1, 2]);
  await Bun.sleep(0);
  expect(said.slice(1)).toEqual(["user 4 version 1", "user 4 version 2", "changed 2"]);
  refreshing[1]!.reject(new StoreUnavailable("gone"));
  expect(await rejection(done[2]!)).toBeInstanceOf(StoreUnavailable);
  expect(await done[3]).toBe(4);
  expect(said.at(-1)).toBe("user 4 version 4");
});
