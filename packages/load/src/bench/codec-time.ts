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

const REPEATS = 5;

/** The median of some runs of `rounds` rounds each, after a warm-up. */
export function timeCodec(codec: Prepared, rounds: number): CodecTimes {
  const data = codec.encode();
  const encode = () => codec.encode().length;
  const decode = () => (codec.decode(data) === undefined ? 0 : 1);
  run(encode, rounds / 5);
  run(decode, rounds / 5);
  const encodes: number[] = [];
  const decodes: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    encodes.push(run(encode, rounds));
    decodes.push(run(decode, rounds));
  }
  return { encodeNs: median(encodes), decodeNs: median(decodes), bytes: Buffer.byteLength(data) };
}

/** Nanoseconds a round. The results are added up, so that no compiler leaves the work out. */
function run(work: () => number, rounds: number): number {
  Bun.gc(true);
  let sum = 0;
  const start = Bun.nanoseconds();
  for (let i = 0; i < rounds; i++) sum += work();
  const ns = (Bun.nanoseconds() - start) / rounds;
  if (sum === 0) throw new Error("The codec made nothing.");
  return ns;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
