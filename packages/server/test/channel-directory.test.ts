import { expect, test } from "bun:test";

import { ChannelDirectory } from "../src/core/channel-directory.ts";
import { type ChannelRow, StoreUnavailable } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";

function row(id: number, more: Partial<ChannelRow> = {}): ChannelRow {
  const settings = { archived: false, slowModeS: 0, retentionDays: 0, postRole: 0 };
  const texts = { name: `channel ${id}`, topic: "", description: "" };
  return { id, kind: 1, epoch: 1, head: 0, users: [], ...texts, ...settings, ...more };
}

/** A directory over rows that the test changes, and the ids that it was asked for. */
function directoryOf(...ids: number[]) {
  const stored = new Map(ids.map((id) => [id, row(id)]));
  const asked: number[][] = [];
  const store = { fails: false };
  const directory = new ChannelDirectory(async (wanted) => {
    asked.push([...wanted]);
    if (store.fails) throw new StoreUnavailable("gone");
    return structuredClone(wanted.flatMap((id) => stored.get(id) ?? []));
  });
  return { directory, stored, asked, store };
}

test("[G20.1] channels are read once, and those that don't exist stay unknown", async () => {
  const { directory, asked } = directoryOf(1, 2);
  expect(directory.get(1)).toBeUndefined();
  await directory.know([1, 2, 9]);
  expect([1, 2, 9].map((id) => directory.get(id)?.name)).toEqual(["channel 1", "channel 2", undefined]);
  await directory.know([2, 1]);
  await directory.know([]);
  expect(asked).toEqual([[1, 2, 9]]);
});

test("[G20.2] a changed channel is the same object with what it is now; one that is not known here isn't read", async () => {
  const { directory, stored, asked } = directoryOf(1, 2);
  await directory.know([1]);
  const known = directory.get(1)!;
  stored.set(1, row(1, { name: "new", topic: "news", archived: true, postRole: 3 }));
  await directory.refresh(1);
  expect(directory.get(1)).toBe(known);
  expect(known).toEqual(row(1, { name: "new", topic: "news", archived: true, postRole: 3 }));
  await directory.refresh(2);
  expect(asked).toEqual([[1], [1]]);
});

test("[G20.3] a channel that is told as a whole is known without being read, and replaces none that is known", async () => {
  const { directory, asked } = directoryOf(1);
  directory.learn(row(1, { topic: "told" }));
  const known = directory.get(1);
  expect(known?.topic).toBe("told");
  await directory.know([1]);
  expect(asked).toEqual([]);
  directory.learn(row(1, { topic: "told earlier" }));
  expect(directory.get(1)).toBe(known!);
  expect(known?.topic).toBe("told");
});

test("[G20.4] a failed read leaves what is known, and the next one is tried", async () => {
  const { directory, stored, store } = directoryOf(1, 2);
  await directory.know([1]);
  store.fails = true;
  stored.set(1, row(1, { topic: "new" }));
  expect(await rejection(directory.refresh(1))).toBeInstanceOf(StoreUnavailable);
  expect(await rejection(directory.know([1, 2]))).toBeInstanceOf(StoreUnavailable);
  expect(directory.get(1)?.topic).toBe("");
  store.fails = false;
  await Promise.all([directory.refresh(1), directory.know([2])]);
  expect([directory.get(1)?.topic, directory.get(2)?.topic]).toEqual(["new", ""]);
});
