import { expect, test } from "bun:test";

import fc from "fast-check";

import { MAX_INTERVAL_MS, Pacing } from "../src/core/pacing.ts";

const times = fc.double({ min: 0, max: 1e9, noNaN: true });
const costs = fc.double({ min: 0, max: 1e4, noNaN: true });

/** What part of the time is spent flushing if each flush costs so many ms. */
function share(cost: number): number {
  const pacing = new Pacing("adaptive");
  pacing.flushed(0, cost);
  return cost / (cost + pacing.wait(0));
}

test("[G11.1] an event that comes when all is quiet leaves at once", () => {
  const pacing = new Pacing("adaptive");
  expect(pacing.wait(0)).toBe(0);
  fc.assert(
    fc.property(times, costs, (now, cost) => {
      pacing.flushed(now, cost);
      expect(pacing.wait(now + MAX_INTERVAL_MS + 1)).toBe(0);
    }),
  );
});

test("[G11.2] after a flush that took c ms the next one begins min(10 ms, 3 × c) later", () => {
  fc.assert(
    fc.property(times, costs, (now, cost) => {
      const pacing = new Pacing("adaptive");
      pacing.flushed(now, cost);
      expect(pacing.interval).toBe(Math.min(10, 3 * cost));
      expect(pacing.wait(now)).toBeCloseTo(pacing.interval, 3);
      expect(pacing.wait(now + pacing.interval / 2)).toBeCloseTo(pacing.interval / 2, 3);
    }),
  );
});

test("[G11.3] flushing takes at most a quarter of the time until a flush costs 3.3 ms, half of it at 10 ms", () => {
  for (const cost of [0.1, 1, 3.3]) expect(share(cost)).toBeCloseTo(1 / 4);
  expect(share(10)).toBe(1 / 2);
});

test("[G11.4] the immediate mode never waits", () => {
  fc.assert(
    fc.property(times, costs, (now, cost) => {
      const pacing = new Pacing("immediate");
      pacing.flushed(now, cost);
      expect(pacing.wait(now)).toBe(0);
      expect(pacing.interval).toBe(0);
    }),
  );
});

test("[G11.5] under load a commit begins a fifth of the time from flush to flush after the last one, at least", () => {
  const pacing = new Pacing("adaptive");
  expect(pacing.commitSpacing).toBe(0);
  pacing.flushed(0, 1);
  expect(pacing.commitSpacing).toBeCloseTo((1 + 3) / 5);
  pacing.flushed(0, 85);
  expect(pacing.commitSpacing).toBeCloseTo((85 + MAX_INTERVAL_MS) / 5);
});
