import { describe, expect, test } from "bun:test";

import { type NumberedEntry } from "@hubbub/protocol";

import { loadDouble, USERS } from "./load-double.ts";

describe("chat load", () => {
  test("[L5.1] a server that does right has no faults: every message comes to every user and is acknowledged", async () => {
    const result = await loadDouble({});
    expect(result.sent).toBeGreaterThan(50);
    expect(result.latencies.count).toBe(result.sent * USERS);
    expect(result.acknowledgements.count).toBe(result.sent);
    expect(result.lags.count).toBe(result.sent);
    const { lost, repeated, outOfOrder, gapped, stray, refused, unsettled, doubled, ended } = result;
    expect({ lost, repeated, outOfOrder, gapped, stray, refused, unsettled, doubled, ended }).toEqual({
      lost: 0,
      repeated: 0,
      outOfOrder: 0,
      gapped: 0,
      stray: 0,
      refused: 0,
      unsettled: 0,
      doubled: 0,
      ended: 0,
    });
  });

  test("[L5.2] a server that drops, repeats and reorders known deliveries is reported exactly so", async () => {
    let held: NumberedEntry[] = [];
    const result = await loadDouble({
      deliver: (member, entry) => {
        if (member === 0 && [3, 7, 8].includes(entry.seq)) return [];
        if (member === 1 && [4, 9].includes(entry.seq)) return [entry, entry];
        if (member === 2 && entry.seq === 5) {
          held = [entry];
          return [];
        }
        if (member === 2 && entry.seq === 6) return [entry, ...held];
        return [entry];
      },
    });
    expect(result).toMatchObject({ lost: 3, repeated: 2, outOfOrder: 1, gapped: 0, stray: 0, unsettled: 0 });
  });

  test("[L5.3] a message that is acknowledged and comes to nobody is lost to all, and unsettled", async () => {
    const result = await loadDouble({ deliver: (_member, entry) => (entry.seq === 4 ? [] : [entry]) });
    expect(result).toMatchObject({ lost: USERS, repeated: 0, outOfOrder: 0, unsettled: 1 });
  });

  test("[L5.4] an acknowledgement that names another seq than the message came with is reported", async () => {
    const result = await loadDouble({ acknowledge: (seq) => (seq === 10 ? 11 : seq) });
    expect(result).toMatchObject({ lost: 0, doubled: 1 });
  });

  test("[L5.5] a stall of the server shows in the latencies of all messages that were due meanwhile", async () => {
    const due: number[] = [];
    const result = await loadDouble({
      hold: (text) => {
        due.push(Number(text.split(" ")[2]) / 1000);
        // Everything waits for the fiftieth message.
        return due.length < 50;
      },
    });
    const released = due[49]!;
    expect(result.lost).toBe(0);
    // Each of the first messages waited at least until the fiftieth was due, for every user.
    const waits = due.slice(0, 49).map((intended) => released - intended);
    expect(result.latencies.max).toBeGreaterThanOrEqual(Math.max(...waits) - 0.002);
    const share = (rank: number) => 100 - ((rank + 0.5) * USERS * 100) / result.latencies.count;
    for (const [rank, wait] of waits.toSorted((a, b) => b - a).entries()) {
      expect(result.latencies.percentile(share(rank))).toBeGreaterThanOrEqual(wait - 0.002);
    }
  });
});
