import { z } from "zod";

import { machineSchema } from "../result/result.ts";

/** The version of what `--json` writes; a change that old readers would misread makes it one more. */
export const CODEC_RESULT_VERSION = 1;

const ms = z.number().nonnegative();
const count = z.number().int().nonnegative();

const passSchema = z.object({ rounds: count, serializeMs: ms, deserializeMs: ms });

/** One codec with one message. */
export const codecTimesSchema = z.object({
  codec: z.string(),
  /** Of the encoded message alone. */
  bytes: count,
  /** Sums over all rounds, in milliseconds. */
  serializeMs: ms,
  deserializeMs: ms,
  /** The passes that the sums are made of, in the order of time. */
  passes: z.array(passSchema),
});
export type CodecTimes = z.infer<typeof codecTimesSchema>;

export const codecMessageSchema = z.object({
  message: z.string(),
  rounds: count,
  codecs: z.array(codecTimesSchema),
});
export type CodecMessage = z.infer<typeof codecMessageSchema>;

export const codecResultSchema = z.object({
  hubbubCodecResult: z.literal(CODEC_RESULT_VERSION),
  /** ISO 8601. */
  startedAt: z.string(),
  machine: machineSchema,
  /** The first is the performance report's test message. */
  messages: z.array(codecMessageSchema),
  /** Protobuf's encode + decode of that message, of which native JSON's is the most that it may be. */
  target: z.object({ protobufMs: ms, jsonMs: ms, met: z.boolean() }),
});
export type CodecResult = z.infer<typeof codecResultSchema>;

/** Serializing and deserializing together, in milliseconds. */
export function totalMs({
  serializeMs,
  deserializeMs,
}: {
  serializeMs: number;
  deserializeMs: number;
}): number {
  return serializeMs + deserializeMs;
}
