import type * as Protocol from "../../src/index.ts";

const TEXTS = [
  "",
  "short",
  "é",
  "\ufeffmark",
  "\ufffd",
  "half \ud800",
  "x".repeat(127),
  "x".repeat(128),
  "é".repeat(63),
  "é".repeat(64),
  "😀".repeat(40),
  "€".repeat(6000),
  "x".repeat(20_000),
];

/** What the codec makes of texts and broken texts of all kinds: the same in every runtime. */
export function exercise(protocol: typeof Protocol): unknown[] {
  const { clientFrame, decodeClientFrame, encodeClientFrame } = protocol;
  const results: unknown[] = [];
  for (const text of TEXTS) {
    const body = { case: "send", value: { channel: 2 ** 53 - 1, clientId: "c", text } } as const;
    const bytes = encodeClientFrame(clientFrame({ id: 1, body }));
    results.push(Array.from(bytes), decodeClientFrame(bytes));
    bytes[bytes.length - 1] = 0xff;
    try {
      results.push(decodeClientFrame(bytes));
    } catch (error) {
      results.push(String(error));
    }
  }
  return results;
}
