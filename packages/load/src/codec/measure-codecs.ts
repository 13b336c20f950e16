import { describeMachine } from "../measure/machine.ts";
import { CANDIDATES, jsonText, type Prepared, prepareVerified, protobuf } from "./candidates.ts";
import { type CodecCase, codecCases } from "./codec-cases.ts";
import {
  CODEC_RESULT_VERSION,
  type CodecMessage,
  type CodecResult,
  type CodecTimes,
  totalMs,
} from "./codec-result.ts";

/** Each codec gets its turn so many times, so that what else the machine does meanwhile hits all alike. */
const PASSES = 20;
/** Rounds until the code is compiled, if as many are asked for. */
const WARM_UP_ROUNDS = 100_000;

export interface CodecProgress {
  message: string;
  /** Of all passes with all messages. */
  done: number;
  total: number;
}

export interface CodecOptions {
  /** Of the report's test message, each way; a frame with many messages in it gets a share of that. */
  rounds: number;
  onProgress: (progress: CodecProgress) => void;
  signal: AbortSignal;
}

/**
 * Times all codecs with all messages: the sum over all rounds, garbage collection and all, as the performance
 * report has it. Rejects with the signal's reason when that is aborted. A few seconds for a million rounds, in
 * which it gives way to others between two passes.
 */
export async function measureCodecs({ rounds, onProgress, signal }: CodecOptions): Promise<CodecResult> {
  const startedAt = new Date().toISOString();
  const cases = codecCases();
  const messages: CodecMessage[] = [];
  for (const [at, each] of cases.entries()) {
    const share = Math.max(1, Math.round(rounds * each.share));
    const progress = (pass: number) =>
      onProgress({ message: each.name, done: at * PASSES + pass, total: cases.length * PASSES });
    messages.push(await timeMessage(each, share, { progress, signal }));
  }
  return {
    hubbubCodecResult: CODEC_RESULT_VERSION,
    startedAt,
    machine: describeMachine(),
    messages,
    target: targetOf(messages[0]!),
  };
}

function targetOf({ codecs }: CodecMessage): CodecResult["target"] {
  const total = (name: string) => totalMs(codecs.find(({ codec }) => codec === name)!);
  const [protobufMs, jsonMs] = [total(protobuf.name), total(jsonText.name)];
  return { protobufMs, jsonMs, met: protobufMs <= jsonMs };
}

async function timeMessage(
  message: CodecCase,
  rounds: number,
  { progress, signal }: { progress: (pass: number) => void; signal: AbortSignal },
): Promise<CodecMessage> {
  const all = CANDIDATES.map((candidate) => {
    const prepared = prepareVerified(candidate, message);
    const data = prepared.encode();
    const times: CodecTimes = {
      codec: candidate.name,
      bytes: Buffer.byteLength(data),
      serializeMs: 0,
      deserializeMs: 0,
      passes: [],
    };
    return { prepared, data, times };
  });
  for (const { prepared, data } of all) {
    timePass(prepared, data, Math.min(WARM_UP_ROUNDS * message.share, rounds));
  }
  for (let pass = 0; pass < PASSES; pass++) {
    signal.throwIfAborted();
    const passRounds = Math.floor(((pass + 1) * rounds) / PASSES) - Math.floor((pass * rounds) / PASSES);
    // Nobody comes always after the same other, whose garbage may be collected in its time.
    for (let turn = 0; turn < all.length; turn++) {
      const { prepared, data, times } = all[(turn + pass) % all.length]!;
      const figures = timePass(prepared, data, passRounds);
      times.serializeMs += figures.serializeMs;
      times.deserializeMs += figures.deserializeMs;
      times.passes.push({ rounds: passRounds, ...figures });
    }
    progress(pass + 1);
    await Bun.sleep(0);
  }
  return { message: message.name, rounds, codecs: all.map(({ times }) => times) };
}

function timePass(codec: Prepared, data: string | Uint8Array, rounds: number) {
  const serializeMs = timeRounds(() => codec.encode().length, rounds);
  const deserializeMs = timeRounds(() => (codec.decode(data) === undefined ? 0 : 1), rounds);
  return { serializeMs, deserializeMs };
}

/** The results are added up, so that no compiler leaves the work out. */
function timeRounds(work: () => number, rounds: number): number {
  let sum = 0;
  const start = Bun.nanoseconds();
  for (let i = 0; i < rounds; i++) sum += work();
  const ms = (Bun.nanoseconds() - start) / 1e6;
  if (sum === 0 && rounds > 0) throw new Error("The codec made nothing.");
  return ms;
}
