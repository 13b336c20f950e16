import { expect, test } from "bun:test";

import fc from "fast-check";

import { Cursor, type Item } from "../src/cursor.ts";

const event = (seq: number) => ({ seq });
const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => event(from + at));

function takeAll(cursor: Cursor<{ seq: number }>): Item<{ seq: number }>[] {
  const taken: Item<{ seq: number }>[] = [];
  for (let item = cursor.take(); item !== undefined; item = cursor.take()) taken.push(item);
  return taken;
}

const seqs = (items: Item<{ seq: number }>[]) =>
  items.map((item) => (item.kind === "event" ? item.event.seq : `${item.from}-${item.to}`));

test("[K1.1] live events in order are given at once, and repeated ones not again", () => {
  const cursor = new Cursor({ position: 4, bound: 10 });
  for (const seq of [3, 4, 5, 6, 5, 6, 7]) cursor.offer(event(seq));
  expect(seqs(takeAll(cursor))).toEqual([5, 6, 7]);
  expect(cursor.behind).toBe(false);
});

test("[K1.2] an event behind a jump waits until a page fills the hole", () => {
  const cursor = new Cursor({ position: 0, bound: 10 });
  cursor.offer(event(4));
  expect(seqs(takeAll(cursor))).toEqual([]);
  expect([cursor.behind, cursor.fetchLimit(500)]).toEqual([true, 3]);
  cursor.page({ after: 0, head: 4, events: events(1, 3) });
  expect(seqs(takeAll(cursor))).toEqual([1, 2, 3, 4]);
});

test("[K1.3] a gap makes the cursor fetch up to its end", () => {
  const cursor = new Cursor({ position: 10, bound: 10 });
  cursor.reach(12);
  expect([cursor.behind, cursor.fetchLimit(500)]).toEqual([true, 2]);
  cursor.page({ after: 10, head: 12, events: events(11, 12) });
  expect(seqs(takeAll(cursor))).toEqual([11, 12]);
});

test("[K1.4] at its bound the cursor lets the farthest events go and fetches them again", () => {
  const cursor = new Cursor({ position: 0, bound: 5 });
  for (const { seq } of events(3, 20)) cursor.offer(event(seq));
  expect(cursor.held).toBe(5);
  cursor.page({ after: 0, head: 20, events: events(1, 2) });
  expect(cursor.held).toBeLessThanOrEqual(5);
  expect(seqs(takeAll(cursor))).toEqual([1, 2, 3, 4, 5]);
  expect(cursor.behind).toBe(true);
});

test("[K1.5] what the log doesn't hold any more is told as missing, once, and skipped", () => {
  const cursor = new Cursor({ position: 2, bound: 10 });
  cursor.offer(event(6));
  cursor.page({ after: 2, head: 6, events: events(5, 6) });
  expect(seqs(takeAll(cursor))).toEqual(["3-4", 5, 6]);
  expect(cursor.behind).toBe(false);
});

test("[K1.6] a reset forgets what was held of the old log", () => {
  const cursor = new Cursor({ position: 100, bound: 10 });
  cursor.offer(event(105));
  cursor.reset(0);
  cursor.offer(event(1));
  expect(seqs(takeAll(cursor))).toEqual([1]);
  expect([cursor.held, cursor.behind]).toEqual([0, false]);
});

/** What may happen to a cursor while a log grows. */
type Step =
  | { kind: "append"; count: number; lose: boolean[] }
  | { kind: "repeat"; back: number }
  | { kind: "gap" }
  | { kind: "ask" }
  | { kind: "answer"; which: number }
  | { kind: "disconnect" }
  | { kind: "take" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("append" as const),
    count: fc.integer({ min: 1, max: 12 }),
    lose: fc.array(fc.boolean(), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant("repeat" as const), back: fc.integer({ min: 0, max: 30 }) }),
  fc.record({ kind: fc.constant("gap" as const) }),
  fc.record({ kind: fc.constant("ask" as const) }),
  fc.record({ kind: fc.constant("answer" as const), which: fc.nat() }),
  fc.record({ kind: fc.constant("disconnect" as const) }),
  fc.record({ kind: fc.constant("take" as const) }),
);

test("[K1.7] any interleaving of live events, losses, repeats, gaps, pages and disconnects gives each seq once, in order", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 80 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 30 }),
      (steps, bound, pageSize, start) => {
        const cursor = new Cursor({ position: start, bound });
        const given: number[] = [];
        let head = start;
        // Pages that were read and are on their way: they may arrive in any order, or never.
        let pages: { after: number; head: number; events: { seq: number }[] }[] = [];
        const take = () => {
          for (const item of takeAll(cursor)) {
            if (item.kind === "missing") throw new Error(`missing ${item.from}-${item.to}, but nothing is`);
            given.push(item.event.seq);
          }
        };
        const ask = () => {
          const after = cursor.position;
          const to = Math.min(head, after + cursor.fetchLimit(pageSize));
          return { after, head, events: events(after + 1, to) };
        };
        for (const one of steps) {
          if (one.kind === "append") {
            for (let at = 0; at < one.count; at++) {
              head += 1;
              if (one.lose[at] !== true) cursor.offer(event(head));
            }
          } else if (one.kind === "repeat") cursor.offer(event(Math.max(1, head - one.back)));
          else if (one.kind === "gap") cursor.reach(head);
          else if (one.kind === "ask" && cursor.behind) pages.push(ask());
          else if (one.kind === "answer" && pages.length > 0) {
            for (const page of pages.splice(one.which % pages.length, 1)) cursor.page(page);
          } else if (one.kind === "disconnect") {
            pages = [];
            cursor.reach(head);
          } else if (one.kind === "take") take();
          if (cursor.held > bound + 1) throw new Error(`${cursor.held} held, bound ${bound}`);
        }
        cursor.reach(head);
        take();
        for (let rounds = 0; cursor.behind && rounds < 1000; rounds++) {
          cursor.page(ask());
          take();
        }
        expect(given).toEqual(events(start + 1, head).map(({ seq }) => seq));
      },
    ),
    { numRuns: 2000 },
  );
});
