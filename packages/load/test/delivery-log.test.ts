import { describe, expect, test } from "bun:test";

import { encodeEntry, encodeServerFrame, frameEntries, serverFrame } from "@hubbub/protocol";
import fc from "fast-check";

import { DeliveryLog } from "../src/generator/delivery-log.ts";
import { messageText } from "../src/generator/message-text.ts";
import { SendLedger } from "../src/generator/send-ledger.ts";
import { WindowedLatencies } from "../src/generator/windowed-latencies.ts";

const RUN = "testing!";
const ID = 300;

/** A log of messages 1 to `messages` of one channel, message n being intended at n ms. */
function newLog(members: number, messages: number) {
  const ledger = new SendLedger(false);
  for (let i = 0; i < messages; i++) ledger.next();
  const log = new DeliveryLog({ members, channels: 1, run: RUN, ledger });
  for (let member = 0; member < members; member++) log.subscribed(member, 0, ID, 0);
  return { log, ledger };
}

/** Lets a frame come to the member as a connection does. */
function take(log: DeliveryLog, member: number, bytes: Uint8Array, receipt: number): void {
  const rest = bytes.subarray(0, log.takeShared(member, bytes, 0, bytes.length, receipt, false));
  if (rest.length > 0) log.takeFrame(member, rest, rest, receipt);
}

function frame(seqs: readonly number[]): Uint8Array {
  return frameEntries(
    ID,
    seqs.map((seq) => {
      const text = messageText(RUN, { number: seq - 1, intended: seq }, 64);
      return { seq, entry: encodeEntry({ at: 1, user: 1, body: { case: "message", value: { text } } }) };
    }),
  );
}

/** Lets `seqs` come to the member, cut into frames of these sizes, 1 s after they were intended. */
function deliver(log: DeliveryLog, member: number, seqs: number[], sizes: number[]): void {
  let at = 0;
  for (let i = 0; at < seqs.length; i++) {
    const part = seqs.slice(at, at + sizes[i % sizes.length]!);
    at += part.length;
    take(log, member, frame(part), 1000);
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
const some = fc.uniqueArray(fc.integer({ min: 1, max: 39 }));

describe("delivery log", () => {
  test("[L4.1] reports exactly the events that were dropped, repeated and moved back, in any frames", () => {
    fc.assert(
      fc.property(some, some, some, sizes, sizes, (dropped, repeated, late, sizes, cleanSizes) => {
        const { log } = newLog(2, 40);
        // A late event comes after the last one, which is never dropped, and so after larger seqs.
        const kept = Array.from({ length: 40 }, (_, i) => i + 1).filter((seq) => !dropped.includes(seq));
        const lates = kept.filter((seq) => late.includes(seq));
        const twice = kept.filter((seq) => repeated.includes(seq) && !late.includes(seq));
        const onTime = kept.filter((seq) => !late.includes(seq));
        deliver(
          log,
          1,
          [...onTime.flatMap((seq) => (twice.includes(seq) ? [seq, seq] : [seq])), ...lates],
          sizes,
        );
        deliver(
          log,
          0,
          Array.from({ length: 40 }, (_, i) => i + 1),
          cleanSizes,
        );
        expect(log.faults).toEqual({
          lost: dropped.length,
          repeated: twice.length,
          outOfOrder: lates.length,
          gapped: 0,
          stray: 0,
        });
        expect(log.complete).toBe(dropped.length === 0);
        expect(log.delivered).toBe(40 + kept.length + twice.length);
        expect(log.latencies.total().count).toBe(40 + kept.length);
      }),
    );
  });

  test("[L4.2] a frame whose bytes came to another member before is checked against the member's own seqs", () => {
    const { log } = newLog(4, 6);
    deliver(log, 0, [1, 2, 3, 4, 5, 6], [3]);
    deliver(log, 1, [1, 2, 3, 1, 2, 3, 4, 5, 6], [3]);
    deliver(log, 2, [4, 5, 6, 1, 2, 3], [3]);
    deliver(log, 3, [4, 5, 6], [3]);
    expect(log.faults).toEqual({ lost: 3, repeated: 3, outOfOrder: 3, gapped: 0, stray: 0 });
  });

  test("[L4.11] what comes before such a frame in a message, an acknowledgement say, is left to be read", () => {
    const { log } = newLog(3, 3);
    const shared = frame([1, 2, 3]);
    take(log, 0, shared, 10);
    const value = { channel: ID, seq: 3, at: 1, repeated: false };
    const reply = encodeServerFrame(serverFrame({ replies: [{ id: 1, body: { case: "sent", value } }] }));
    const message = Buffer.concat([reply, shared]);
    expect(log.takeShared(1, message, 0, message.length, 10, true)).toBe(message.length);
    expect(log.takeShared(1, message, 0, message.length, 10, false)).toBe(reply.length);
    expect(log.takeShared(1, message, 0, message.length, 10, false)).toBe(message.length);
    expect(log.takeFrame(2, message, message, 10)).toBe(1);
    expect(log.delivered).toBe(9);
    expect(log.complete).toBe(true);
  });

  test("[L4.3] what was moved within a frame is found in every member's copy of it", () => {
    const { log } = newLog(3, 3);
    for (const member of [0, 1, 2]) deliver(log, member, [1, 3, 2], [3]);
    expect(log.faults).toEqual({ lost: 0, repeated: 0, outOfOrder: 3, gapped: 0, stray: 0 });
  });

  test("[L4.4] an announced gap is counted as such, not as lost, whatever came before it", () => {
    const { log } = newLog(3, 9);
    deliver(log, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9], [9]);
    deliver(log, 1, [1, 2], [2]);
    log.gap(1, ID, 3, 6);
    deliver(log, 1, [7, 8, 9], [3]);
    deliver(log, 2, [1, 4, 8], [3]);
    log.gap(2, ID, 3, 7);
    log.gap(2, ID, 9, 9);
    // Member 2 lacks 2; of 3 to 7 it had 4.
    expect(log.faults).toEqual({ lost: 1, repeated: 0, outOfOrder: 0, gapped: 4 + 4 + 1, stray: 0 });
  });

  test("[L4.5] an event of a channel that the member is not in is stray", () => {
    const { log } = newLog(1, 1);
    const other = frameEntries(ID + 1, [{ seq: 1, entry: new Uint8Array(0) }]);
    take(log, 0, other, 1000);
    expect(log.faults).toEqual({ lost: 0, repeated: 0, outOfOrder: 0, gapped: 0, stray: 1 });
  });

  test("[L4.6] an acknowledged message that came to nobody is lost to every member", () => {
    const { log } = newLog(3, 2);
    for (const member of [0, 1, 2]) deliver(log, member, [1], [1]);
    log.acknowledged(0, 2);
    expect(log.faults.lost).toBe(3);
    expect(log.complete).toBe(false);
  });

  test("[L4.7] latency runs from the intended time to each member's receipt, by the window of the intended time", () => {
    const { log } = newLog(2, 20);
    log.latencies = new WindowedLatencies([5, 15]);
    for (const [member, receipt] of [100, 500].entries()) {
      // The frames' messages are of one window, of two, of one, of two, of one.
      for (const seqs of [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9, 10, 11, 12],
        [13, 14, 15, 16],
        [17, 18, 19, 20],
      ]) {
        take(log, member, frame(seqs), receipt);
      }
    }
    const [before, within, after] = log.latencies.histograms;
    expect([before!.count, within!.count, after!.count]).toEqual([2 * 4, 2 * 10, 2 * 6]);
    expect(Math.round(within!.percentile(0))).toBe(100 - 14);
    expect(Math.round(within!.max)).toBe(500 - 5);
  });
});
