import { encodeEntry, frameEntries, scanEvents } from "@hubbub/protocol";

import { fastestBatch } from "./codec-time.ts";

const ROUNDS = 100_000;
const EVENTS = 20;

/**
 * Prints what an event costs on its two hottest ways, which make no objects: put into a frame as a stored entry
 * (server), and checked by the load tester.
 */
export function timeEntries({ text, at }: { text: string; at: number }): void {
  const entry = encodeEntry({ at, user: 1000, body: { case: "message", value: { text } } });
  const items = Array.from({ length: EVENTS }, (_, i) => ({ seq: 40_000 + i, entry }));
  const frame = frameEntries(12, items);
  const framed = fastestBatch(() => frameEntries(12, items).length, ROUNDS) / EVENTS;
  const scanned =
    fastestBatch(() => {
      let sum = 0;
      scanEvents(frame, (channel, seq) => {
        sum += channel + seq;
      });
      return sum;
    }, ROUNDS) / EVENTS;
  console.log(`\nFrames of ${EVENTS} entries of ${text.length} characters, nanoseconds an event`);
  console.log(`frameEntries ${framed.toFixed(0)}, scanEvents ${scanned.toFixed(0)}`);
}
