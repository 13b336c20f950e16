import { type CodecCase } from "./codec-cases.ts";

/** A codec, ready for one message in its own representation. */
export interface Prepared {
  encode(): string | Uint8Array;
  decode(data: string | Uint8Array): unknown;
}

export interface Candidate {
  name: string;
  prepare(message: CodecCase): Prepared;
}

export interface CodecTimes {
  encodeNs: number;
  decodeNs: number;
  bytes: number;
}

const BATCHES = 20;

/**
 * Encodes and decodes `rounds` times after a warm-up, in batches, and gives the fastest batch of each: on a machine
 * with other work to do that is the one that was disturbed least. Each is long enough to hold garbage collections.
 */
export function timeCodec(codec: Prepared, rounds: number): CodecTimes {
  const data = codec.encode();
  const encode = () => codec.encode().length;
  const decode = () => (codec.decode(data) === undefined ? 0 : 1);
  const batch = rounds / BATCHES;
  runBatch(encode, 2 * batch);
  runBatch(decode, 2 * batch);
  let encodeNs = Number.POSITIVE_INFINITY;
  let decodeNs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < BATCHES; i++) {
    encodeNs = Math.min(encodeNs, runBatch(encode, batch));
    decodeNs = Math.min(decodeNs, runBatch(decode, batch));
  }
  return { encodeNs, decodeNs, bytes: Buffer.byteLength(data) };
}

/** Nanoseconds a round. The results are added up, so that no compiler leaves the work out. */
function runBatch(work: () => number, rounds: number): number {
  let sum = 0;
  const start = Bun.nanoseconds();
  for (let i = 0; i < rounds; i++) sum += work();
  const ns = (Bun.nanoseconds() - start) / rounds;
  if (sum === 0) throw new Error("The codec made nothing.");
  return ns;
}
