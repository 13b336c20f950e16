import { type Prepared } from "../codec/candidates.ts";

export interface CodecTimes {
  encodeNs: number;
  decodeNs: number;
  bytes: number;
}

const BATCHES = 200;

/** Times encoding and decoding, `rounds` times each. */
export function timeCodec(codec: Prepared, rounds: number): CodecTimes {
  const data = codec.encode();
  const encodeNs = fastestBatch(() => codec.encode().length, rounds);
  const decodeNs = fastestBatch(() => (codec.decode(data) === undefined ? 0 : 1), rounds);
  return { encodeNs, decodeNs, bytes: Buffer.byteLength(data) };
}

/**
 * Nanoseconds a round of the fastest of the batches of about a millisecond into which the rounds are cut, after a
 * warm-up: on a machine with other work to do it was disturbed least (also by garbage collection).
 */
export function fastestBatch(work: () => number, rounds: number): number {
  const batch = rounds / BATCHES;
  for (let i = 0; i < BATCHES / 10; i++) runBatch(work, batch);
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < BATCHES; i++) fastest = Math.min(fastest, runBatch(work, batch));
  return fastest;
}

/** The results are added up, so that no compiler leaves the work out. */
function runBatch(work: () => number, rounds: number): number {
  let sum = 0;
  const start = Bun.nanoseconds();
  for (let i = 0; i < rounds; i++) sum += work();
  const ns = (Bun.nanoseconds() - start) / rounds;
  if (sum === 0) throw new Error("The codec made nothing.");
  return ns;
}
