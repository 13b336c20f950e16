import { expect, test } from "bun:test";

import type { SigningKeyRow } from "../src/accounts/account-store.ts";
import { planKeys } from "../src/tokens/signing-keys.ts";

const TIMES = { keyRotationSeconds: 1000, keyAheadSeconds: 400, accessTokenSeconds: 100 };
const MADE = { kid: "made", publicKey: "{}", privateKey: "{}" };
const key = (kid: string, activeFrom: number): SigningKeyRow => ({ ...MADE, kid, activeFrom });
const plan = (rows: SigningKeyRow[], now: number) => planKeys(rows, () => MADE, now, TIMES);

test("[A7.1] the first key signs at once", () => {
  expect(plan([], 5000)).toEqual({ add: { ...MADE, activeFrom: 5000 }, drop: [] });
});

test("[A7.1] the next key is added its lead ahead of the first one's end, once", () => {
  expect(plan([key("a", 0)], 599_999)).toEqual({ add: undefined, drop: [] });
  expect(plan([key("a", 0)], 600_000)).toEqual({ add: { ...MADE, activeFrom: 1_000_000 }, drop: [] });
  expect(plan([key("a", 0), key("b", 1_000_000)], 900_000)).toEqual({ add: undefined, drop: [] });
});

test("[A7.1] a key that comes late is still published for its lead before it signs", () => {
  expect(plan([key("a", 0)], 9_000_000)).toEqual({ add: { ...MADE, activeFrom: 9_400_000 }, drop: [] });
});

test("[A7.2] a key stays until its last token has ended, and a minute for slow clocks", () => {
  const rows = [key("a", 0), key("b", 1_000_000)];
  expect(plan(rows, 1_160_000).drop).toEqual([]);
  expect(plan(rows, 1_160_001).drop).toEqual(["a"]);
  expect(plan([key("b", 0)], 99_000_000).drop).toEqual([]);
});
