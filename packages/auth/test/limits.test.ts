import { expect, test } from "bun:test";

import { TokenBuckets } from "../src/limits/token-buckets.ts";

test("[A8.1] a bucket allows its burst at once, then its rate, and says how long to wait", () => {
  const buckets = new TokenBuckets({ burst: 2, perMinute: 6 }, 10);
  expect([buckets.take("a", 0), buckets.take("a", 0)]).toEqual([0, 0]);
  expect(buckets.take("a", 0)).toBe(10_000);
  expect(buckets.take("a", 4000)).toBe(6000);
  expect(buckets.take("b", 4000)).toBe(0);
  expect(buckets.take("a", 10_000)).toBe(0);
  expect(buckets.take("a", 10_000)).toBe(10_000);
});

test("[A8.1] a bucket never holds more than its burst, and a clock set back takes nothing", () => {
  const buckets = new TokenBuckets({ burst: 2, perMinute: 6 }, 10);
  buckets.take("a", 1_000_000);
  expect([1, 2, 3].map(() => buckets.take("a", 9_000_000) === 0)).toEqual([true, true, false]);
  expect(buckets.take("a", 0)).toBeLessThanOrEqual(10_000);
});

test("[A8.2] at the bound of keys the one unused longest is forgotten", () => {
  const buckets = new TokenBuckets({ burst: 1, perMinute: 1 }, 3);
  for (const key of ["a", "b", "c"]) buckets.take(key, 0);
  expect(buckets.take("a", 0)).toBeGreaterThan(0);
  buckets.take("d", 0);
  expect(buckets.keys).toBe(3);
  expect(buckets.take("a", 0)).toBeGreaterThan(0);
  expect(buckets.take("b", 0)).toBe(0);
});
