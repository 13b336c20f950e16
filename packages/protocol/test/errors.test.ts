import { describe, expect, test } from "bun:test";

import { CLOSE_CODES, ERRORS, reconnectAfter } from "../src/index.ts";

describe("[C6.1] error numbers are from 100 to 199, each given once", () => {
  const codes = Object.values(ERRORS).map(({ code }) => code);

  test("once", () => expect(new Set(codes).size).toBe(codes.length));
  test.each(Object.entries(ERRORS))("%s", (_, { code }) => {
    expect(code).toBeWithin(100, 200);
    expect(code).toBeInteger();
  });
});

describe("[C6.2] close codes are given once, and each one's range says whether to reconnect", () => {
  const codes = Object.values(CLOSE_CODES).map(({ code }) => code);
  const ranges = { yes: [4000, 4100], "new-token": [4100, 4200], no: [4400, 4500] } as const;

  test("once", () => expect(new Set(codes).size).toBe(codes.length));
  test.each(Object.entries(CLOSE_CODES))("%s", (_, { code, reconnect }) => {
    const [from, to] = ranges[reconnect];
    expect(code).toBeWithin(from, to);
    expect(reconnectAfter(code)).toBe(reconnect);
  });
});

test("[C6.3] a code that is not in the table means to reconnect, but those of a peer that we can't talk to", () => {
  for (const code of [1000, 1001, 1006, 1011, 1012, 1013, 3000, 4099, 4300])
    expect(reconnectAfter(code)).toBe("yes");
  for (const code of [1002, 1003, 1007, 1009, 4400, 4499]) expect(reconnectAfter(code)).toBe("no");
  for (const code of [4100, 4199]) expect(reconnectAfter(code)).toBe("new-token");
});
