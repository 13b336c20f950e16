import { describe, expect, test } from "bun:test";

import fc from "fast-check";

import { type MakeTestData, withStore } from "../store-contract.ts";
import { addChannel, addUsers, entry, EPOCH } from "./samples.ts";

const ENTRY_BYTES_MAX = 60;

/** What a page holds by the rule, told from the sizes of the entries with seq 1, 2, 3, … */
function expectedSeqs(sizes: number[], after: number, before: number, limit: number, maxBytes: number) {
  const candidates = sizes.map((size, i) => ({ seq: i + 1, size }));
  const wanted =
    before === 0
      ? candidates.filter(({ seq }) => seq > after)
      : candidates.filter(({ seq }) => seq < before).toReversed();
  const taken: number[] = [];
  let bytes = 0;
  for (const { seq, size } of wanted.slice(0, limit)) {
    bytes += size;
    if (taken.length > 0 && bytes > maxBytes) break;
    taken.push(seq);
  }
  return { seqs: before === 0 ? taken : taken.toReversed(), more: taken.length < wanted.length };
}

export function historyContract(make: MakeTestData): void {
  describe("history", () => {
    test("[S4.1] pages in both directions, bounded by entries and bytes, and tell whether there is more", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const channel = await addChannel(store, "a");
        const own = await store.history({ channel, after: 0, before: 0, limit: 2, maxBytes: 1e6 });
        const sizes = own?.entries.map(({ entry }) => entry.length) ?? [];
        expect(sizes).toHaveLength(2);
        const batch = Array.from({ length: 60 }, (_, i) => {
          const bytes = new Uint8Array((i * 37) % ENTRY_BYTES_MAX).fill(i);
          sizes.push(bytes.length);
          return entry(`e${i}`, { channel, entry: bytes });
        });
        await store.append(batch);
        // Another channel's entries lie beside them.
        await store.append([entry("other", { channel: await addChannel(store, "b") })]);
        const head = sizes.length;
        const seq = fc.integer({ min: 0, max: head + 3 });
        const limit = fc.integer({ min: 1, max: head + 3 });
        const maxBytes = fc.integer({ min: 0, max: 20 * ENTRY_BYTES_MAX });
        await fc.assert(
          fc.asyncProperty(seq, seq, limit, maxBytes, async (after, before, limit, maxBytes) => {
            const page = await store.history({ channel, after, before, limit, maxBytes });
            const { seqs, more } = expectedSeqs(sizes, after, before, limit, maxBytes);
            expect(page?.entries.map(({ seq }) => seq)).toEqual(seqs);
            expect(page?.entries.map(({ entry }) => entry.length)).toEqual(
              seqs.map((n) => sizes[n - 1] ?? -1),
            );
            expect(page).toMatchObject({ more, head });
          }),
          { numRuns: 300 },
        );
      }));

    test("[S4.2] an unknown channel has no history; the page has the channel's epoch", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const channel = await addChannel(store, "a");
        const query = { channel, after: 0, before: 0, limit: 10, maxBytes: 1000 };
        expect(await store.history({ ...query, channel: 99 })).toBeUndefined();
        expect((await store.history(query))?.epoch).toBe(EPOCH);
      }));

    test("[S4.3] what was appended can be read as soon as the append has resolved", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const channel = await addChannel(store, "a");
        for (let n = 1; n <= 50; n++) {
          await store.append([entry(`e${n}`, { channel })]);
          const query = { channel, after: n + 1, before: 0, limit: 10, maxBytes: 1000 };
          expect(await store.history(query)).toMatchObject({ head: n + 2, entries: [{ seq: n + 2 }] });
        }
      }));
  });
}
