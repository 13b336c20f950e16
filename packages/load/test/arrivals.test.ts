import { describe, expect, test } from "bun:test";

import { Arrivals, type ArrivalShape, type RateChange } from "../src/generator/arrivals.ts";
import { userRandom } from "../src/generator/random.ts";

function schedule(shape: ArrivalShape, seed = 1, users = 20, rate = 2, changes: RateChange[] = []) {
  const random = (user: number) => userRandom(seed, user);
  const arrivals = new Arrivals({ users, rate, shape, random, until: (user) => 61_000 + user, changes });
  for (let user = 0; user < users; user++) arrivals.begin(user, 1000 + user);
  return arrivals;
}

/** All sends, if the clock is looked at at these times. */
function sends(arrivals: Arrivals, looks: number[]): [number, number][] {
  const seen: [number, number][] = [];
  for (const now of looks) arrivals.takeDue(now, (user, intended) => seen.push([user, intended]));
  return seen;
}

const FINE = Array.from({ length: 62_000 }, (_, ms) => ms);

describe("arrivals", () => {
  test.each(["even", "poisson"] as const)(
    "[L3.1] %s: a stall of the clock moves or loses no intended time",
    (shape) => {
      const all = sends(schedule(shape), FINE);
      expect(all.length).toBeGreaterThan(2000);
      expect(sends(schedule(shape), [0, 1500, 30_000, 30_001, 62_000])).toEqual(all);
    },
  );

  test.each(["even", "poisson"] as const)(
    "[L3.2] %s: intended times are in order, from each user's start to its end",
    (shape) => {
      const all = sends(schedule(shape), FINE);
      const times = all.map(([, intended]) => intended);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const [user, intended] of all) {
        expect(intended).toBeGreaterThanOrEqual(1000 + user);
        expect(intended).toBeLessThan(61_000 + user);
      }
      expect(schedule(shape).next).toBe(times[0]!);
    },
  );

  test("[L3.3] the same seed gives the same arrivals, another seed others", () => {
    expect(sends(schedule("poisson", 7), FINE)).toEqual(sends(schedule("poisson", 7), FINE));
    expect(sends(schedule("poisson", 8), FINE)).not.toEqual(sends(schedule("poisson", 7), FINE));
  });

  test("[L3.6] a user's times are the same whoever else sends", () => {
    const [alone, among] = [4, 20].map((users) => {
      return sends(schedule("poisson", 7, users), FINE).filter(([user]) => user === 3);
    });
    expect(alone!.length).toBeGreaterThan(80);
    expect(among!).toEqual(alone!);
  });

  test.each(["even", "poisson"] as const)("[L3.7] %s: the rate changes when it was said to", (shape) => {
    const changes = [
      { at: 11_000, times: 5 },
      { at: 21_000, times: 0 },
      { at: 31_000, times: 1 },
    ];
    const times = sends(schedule(shape, 4, 200, 2, changes), FINE).map(([, intended]) => intended);
    const rate = (from: number, to: number) =>
      times.filter((time) => time >= from && time < to).length / ((to - from) / 1000) / 200;
    expect(Math.abs(rate(2000, 11_000) - 2)).toBeLessThan(0.1);
    expect(Math.abs(rate(11_000, 21_000) - 10)).toBeLessThan(0.3);
    expect(rate(21_000, 31_000)).toBe(0);
    expect(Math.abs(rate(32_000, 61_000) - 2)).toBeLessThan(0.1);
  });

  test("[L3.4] even arrivals of a user are one period apart, and users are spread over the first period", () => {
    const all = sends(schedule("even"), FINE);
    const firsts: number[] = [];
    for (let user = 0; user < 20; user++) {
      const own = all.filter(([other]) => other === user).map(([, intended]) => intended);
      firsts.push(own[0]! - 1000 - user);
      for (let i = 1; i < own.length; i++) expect(own[i]! - own[i - 1]!).toBeCloseTo(500, 6);
    }
    expect(Math.min(...firsts)).toBeLessThan(125);
    expect(Math.max(...firsts)).toBeGreaterThan(375);
  });

  test("[L3.5] distances of a user's Poisson arrivals are exponentially distributed around the period", () => {
    const all = sends(schedule("poisson", 3, 200), FINE);
    const last = new Map<number, number>();
    const distances: number[] = [];
    for (const [user, intended] of all) {
      const before = last.get(user);
      if (before !== undefined) distances.push(intended - before);
      last.set(user, intended);
    }
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
    expect(mean).toBeGreaterThan(480);
    expect(mean).toBeLessThan(520);
    // An exponential distribution has 1/e of its mass past its mean, and 1/e² past twice its mean.
    for (const times of [1, 2]) {
      const share = distances.filter((distance) => distance > 500 * times).length / distances.length;
      expect(Math.abs(share - Math.exp(-times))).toBeLessThan(0.015);
    }
  });
});
