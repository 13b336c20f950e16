import { expect, test } from "bun:test";

import { Flusher, type Writer } from "../src/core/flusher.ts";
import { Pacing } from "../src/core/pacing.ts";

/** A flusher of which every flush with writers is recorded: how many it wrote to. */
function recorded(pacing: Pacing, beforeFlush: (flusher: Flusher) => void = () => {}) {
  const flushes: number[] = [];
  let flushed = Promise.withResolvers<void>();
  const flusher: Flusher = new Flusher(pacing, () => beforeFlush(flusher), {
    flushed(_ms, writers) {
      flushes.push(writers);
      flushed.resolve();
      flushed = Promise.withResolvers<void>();
    },
  });
  return { flusher, flushes, next: () => flushed.promise };
}

/** Burns so many ms, as writing to thousands of sockets does. */
function burn(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("[G12.1] a flush writes each connection once, and what came in one turn leaves in one flush", async () => {
  const { flusher, flushes, next } = recorded(new Pacing("adaptive"));
  const written: number[] = [];
  for (let id = 0; id < 10; id++) flusher.add({ write: () => written.push(id) });
  expect(written).toEqual([]);
  await next();
  expect(written).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(flushes).toEqual([10]);
});

test("[G12.2] what the hub hands over before a flush is written by that flush, which plans no second one", async () => {
  const pacing = new Pacing("adaptive");
  const held: Writer[] = [{ write: () => {} }];
  const { flusher, flushes, next } = recorded(pacing, (self) => {
    for (const writer of held.splice(0)) self.add(writer);
  });
  flusher.schedule();
  await next();
  const rest = 3_600_000;
  pacing.flushed(performance.now() + rest, 0);
  held.push({ write: () => {} });
  flusher.schedule();
  // A second flush planned by the first would run now, in spite of the rest.
  for (let turns = 0; turns < 5; turns++) await turn();
  expect(flushes).toEqual([1]);
  flusher.flush();
  expect(flushes).toEqual([1, 1]);
});

test("[G12.3] what a write adds is written by a further flush", async () => {
  const { flusher, flushes, next } = recorded(new Pacing("immediate"));
  const written: string[] = [];
  flusher.add({
    write() {
      written.push("first");
      flusher.add({ write: () => written.push("second") });
    },
  });
  await next();
  expect(written).toEqual(["first"]);
  await next();
  expect(written).toEqual(["first", "second"]);
  expect(flushes).toEqual([1, 1]);
});

test("[G12.4] a flush without writers is no flush: it sets no rest", () => {
  const pacing = new Pacing("adaptive");
  const { flusher, flushes } = recorded(pacing, () => burn(2));
  flusher.flush();
  expect(flushes).toEqual([]);
  expect(pacing.wait(performance.now())).toBe(0);
});
