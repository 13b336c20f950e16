import { expect, test } from "bun:test";

import { Barred } from "../src/store/sqlite/barred.ts";

test("[S12.11] who is barred is so in that channel, for a time, until they are let again; user 0 is everybody", async () => {
  const barred = new Barred();
  barred.bar(1, 7);
  barred.bar(2, 0);
  expect([barred.has(1, 7), barred.has(1, 8), barred.has(2, 8), barred.has(3, 7)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  barred.unbar(1, 7);
  expect(barred.has(1, 7)).toBeFalse();
  barred.bar(1, 7, 5);
  while (barred.has(1, 7)) await Bun.sleep(1);
});

test("[S12.12] what a verb has barred that was undone is not barred, but what was before it is", () => {
  const barred = new Barred();
  barred.begin();
  barred.bar(1, 7);
  barred.begin();
  barred.bar(1, 8);
  barred.undo();
  expect([barred.has(1, 7), barred.has(1, 8)]).toEqual([true, false]);
  barred.clear();
  expect(barred.has(1, 7)).toBeFalse();
});
