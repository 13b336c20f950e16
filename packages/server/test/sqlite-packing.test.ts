import { describe, expect, test } from "bun:test";

import fc from "fast-check";

import { packBatch, packResults, unpackBatch, unpackResults } from "../src/store/sqlite/batch.ts";
import { storedClientId } from "../src/store/sqlite/client-id.ts";
import { packPage, unpackPage } from "../src/store/sqlite/page.ts";
import type { AppendResult, HistoryPage, NewEntry } from "../src/store/store.ts";

const int = fc.maxSafeNat();
const bool = fc.boolean();
const entry = fc.uint8Array({ maxLength: 300 });
const clientId = fc.oneof(fc.uuid(), fc.string({ unit: "grapheme", maxLength: 64 }));
const newEntry: fc.Arbitrary<NewEntry> = fc.record({ channel: int, user: int, clientId, at: int, entry });
const result: fc.Arbitrary<AppendResult> = fc.oneof(
  fc.record({ outcome: fc.constant("appended"), seq: int }),
  fc.record({ outcome: fc.constant("repeated"), seq: int, at: int }),
  fc.record({ outcome: fc.constantFrom("reused", "no-channel") }),
);
const page: fc.Arbitrary<HistoryPage> = fc.record({
  epoch: int,
  head: int,
  more: bool,
  entries: fc.array(fc.record({ seq: int, entry })),
});
const utf8 = (text: string) => new TextEncoder().encode(text);
const stored = (id: string) => storedClientId(utf8(id));

describe("packing", () => {
  test("[S10.1] batches, results and pages come out of their buffers as they went in", () => {
    fc.assert(
      fc.property(fc.array(newEntry), (batch) => {
        const unpacked = unpackBatch(batch.length, packBatch(batch));
        expect([...unpacked]).toEqual(batch.map((e) => ({ ...e, clientId: utf8(e.clientId) })));
      }),
    );
    fc.assert(
      fc.property(fc.array(result), (results) => {
        expect(unpackResults(packResults(results))).toEqual(results);
      }),
    );
    fc.assert(
      fc.property(page, (page) => {
        expect(unpackPage(packPage(page))).toEqual(page);
      }),
    );
  });

  test("[S10.2] a canonical UUID is stored as 16 bytes, any other client id as text, and no two alike", () => {
    expect(stored("01890a5d-ac96-774b-bcce-b302099a8057")).toEqual(
      Uint8Array.fromHex("01890a5dac96774bbcceb302099a8057"),
    );
    for (const other of [
      "01890A5D-AC96-774B-BCCE-B302099A8057",
      "01890a5dac96774bbcceb302099a8057",
      "x",
      "",
    ]) {
      expect(stored(other)).toBe(other);
    }
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(stored(uuid)).toEqual(Uint8Array.fromHex(uuid.replaceAll("-", "")));
      }),
    );
    // A UUID in which any one character is another one is no canonical UUID, or another one.
    fc.assert(
      fc.property(fc.uuid(), fc.nat(35), fc.integer({ min: 0x21, max: 0x7e }), (uuid, at, code) => {
        const changed = uuid.slice(0, at) + String.fromCharCode(code) + uuid.slice(at + 1);
        if (changed !== uuid) expect(stored(changed)).not.toEqual(stored(uuid));
      }),
    );
  });
});
