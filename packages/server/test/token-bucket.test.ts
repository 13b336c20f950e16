import { expect, test } from "bun:test";

import fc from "fast-check";

import { TokenBucket } from "../src/core/token-bucket.ts";

test("[G13.1] a burst passes at once; what follows is told how many ms to wait, and passes then", () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 10 }, 1000);
  expect([1, 2, 3].map(() => bucket.take(1000))).toEqual([0, 0, 0]);
  expect(bucket.take(1000)).toBe(100);
  expect(bucket.take(1040)).toBe(60);
  expect(bucket.take(1100)).toBe(0);
  expect(bucket.take(1100)).toBe(100);
});

test("[G13.2] rest fills the bucket up to the burst, not further", () => {
  const bucket = new TokenBucket({ burst: 2, perSecond: 1 }, 0);
  bucket.take(0);
  bucket.take(0);
  expect([1, 2, 3].map(() => bucket.take(3_600_000))).toEqual([0, 0, 1000]);
});

test("[G13.2] a wait of many small steps is as good as one long one", () => {
  const bucket = new TokenBucket({ burst: 2, perSecond: 1 }, 0);
  expect([0, 184, 311].map((now) => bucket.take(now))).toEqual([0, 0, 689]);
  expect(bucket.take(1000)).toBe(0);
});

test("[G13.3] in no stretch of time passes more than the burst and the rate allow, and a told wait is enough", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
  const rates = fc.record({
    burst: fc.integer({ min: 1, max: 20 }),
    perSecond: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(rates, gaps, (rate, steps) => {
      const bucket = new TokenBucket(rate, 0);
      const passed: number[] = [];
      let now = 0;
      for (const step of steps) {
        now += step;
        const wait = bucket.take(now);
        if (wait === 0) passed.push(now);
        else if (step % 2 === 0) {
          now += wait;
          expect(bucket.take(now)).toBe(0);
          passed.push(now);
        }
      }
      for (let first = 0; first < passed.length; first++) {
        for (let last = first; last < passed.length; last++) {
          const allowed = rate.burst + ((passed[last]! - passed[first]!) * rate.perSecond) / 1000;
          expect(last - first + 1).toBeLessThanOrEqual(allowed + 1e-6);
        }
      }
    }),
  );
});
