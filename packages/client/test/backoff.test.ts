import { expect, test } from "bun:test";

import { Backoff } from "../src/backoff.ts";
import { renewalDelay } from "../src/renewal.ts";

const almostOne = () => 1 - Number.EPSILON;

test("[K2.1] delays are uniform up to a ceiling that doubles from the base to the cap", () => {
  const longest = new Backoff({ baseMs: 500, capMs: 30_000, random: almostOne });
  const ceilings = Array.from({ length: 9 }, () => longest.next(0) + 1);
  expect(ceilings).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  const shortest = new Backoff({ baseMs: 500, capMs: 30_000, random: () => 0 });
  expect([shortest.next(0), shortest.next(0)]).toEqual([0, 0]);
});

test("[K2.2] no delay is shorter than the server's wish", () => {
  const backoff = new Backoff({ baseMs: 500, capMs: 30_000, random: () => 0 });
  expect(backoff.next(1234)).toBe(1234);
});

test("[K2.3] after a reset the delays begin at the bottom again", () => {
  const backoff = new Backoff({ baseMs: 100, capMs: 30_000, random: almostOne });
  for (let times = 0; times < 5; times++) backoff.next(0);
  backoff.reset();
  expect([backoff.attempt, backoff.next(0)]).toEqual([0, 99]);
});

test("[K2.6] a command that was refused with a time comes again after that time, and with jitter when it was not enough", () => {
  const backoff = new Backoff({ baseMs: 500, capMs: 30_000, random: almostOne });
  expect([backoff.nextAfter(10), backoff.nextAfter(10), backoff.nextAfter(10)]).toEqual([10, 19, 39]);
  expect(backoff.nextAfter(0)).toBe(3999);
});

test("[K2.4] a token is renewed a minute before its end, up to a tenth of the rest earlier", () => {
  expect(renewalDelay(600_000, () => 0)).toBe(540_000);
  expect(renewalDelay(600_000, () => 1)).toBe(486_000);
});

test("[K2.5] a token that lives shorter than two minutes is renewed at half its life, never in a tight loop", () => {
  expect(renewalDelay(20_000, () => 0)).toBe(10_000);
  expect(renewalDelay(0, () => 0)).toBe(250);
});
