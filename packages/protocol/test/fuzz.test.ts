import { describe, expect, test } from "bun:test";

import fc from "fast-check";

import { expectAgreement } from "./support/agreement.ts";
import { messageOf } from "./support/arbitraries.ts";
import { ALL } from "./support/messages.ts";
import { wireOf } from "./support/wire.ts";

describe.each(ALL.map((each) => [each.name, each] as const))("%s", (_, codecs) => {
  const { desc, encode } = codecs;
  const encoded = messageOf(desc).map(encode);

  test("[C1.4] takes fields in any order and number, packed or not, padded, and skips unknown ones", () => {
    fc.assert(
      fc.property(wireOf(desc), (bytes) =>
        expect(expectAgreement(codecs, new Uint8Array(bytes))).toBe("taken"),
      ),
    );
  });

  test("[C2.1] random bytes give a message or a BadFrame", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void expectAgreement(codecs, bytes)));
  });

  test("[C2.2] truncated frames give a message or a BadFrame", () => {
    fc.assert(
      fc.property(encoded, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, part) => {
        expectAgreement(codecs, bytes.subarray(0, Math.floor(bytes.length * part)));
      }),
    );
  });

  test("[C2.3] frames with flipped bits give a message or a BadFrame", () => {
    const flips = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(encoded, flips, (bytes, bits) => {
        for (const bit of bits) {
          const at = (bit >> 3) % Math.max(1, bytes.length);
          bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
        }
        expectAgreement(codecs, bytes);
      }),
    );
  });
});
