import { z } from "zod";

import {
  bandSchema,
  latencySchema,
  machineSchema,
  optionsSchema,
  thresholdSchema,
} from "../result/result.ts";
import { PURPOSES } from "./search.ts";

/** The version of find-max.json; a change that old readers would misread makes it one more. */
export const FIND_MAX_VERSION = 1;

/**
 * What was at its end: the server's core, the generator (which says nothing of the server), neither, although a target
 * was missed; or the run failed before it could be measured.
 */
export const LIMITS = ["server", "generator", "target", "failed"] as const;

const count = z.number().int().nonnegative();

/** One try. */
export const probeSchema = z.object({
  users: count,
  purpose: z.enum(PURPOSES),
  held: z.boolean(),
  /** Null if it held. */
  limit: z.enum(LIMITS).nullable(),
  /** What broke, as a sentence; empty if it held. */
  reason: z.string(),
  /** Null if the run failed. */
  measured: z
    .object({
      sentPerSecond: z.number(),
      deliveredPerSecond: z.number(),
      latency: latencySchema,
      lags: latencySchema,
      gatewayCpu: bandSchema.nullable(),
      generatorCpu: bandSchema,
      thresholds: z.array(thresholdSchema),
      warnings: z.array(z.string()),
    })
    .nullable(),
});
export type Probe = z.infer<typeof probeSchema>;

/** The whole of find-max.json. */
export const findMaxSchema = z.object({
  hubbubFindMax: z.literal(FIND_MAX_VERSION),
  /** ISO 8601. */
  startedAt: z.string(),
  ended: z.enum(["complete", "interrupted"]),
  machine: machineSchema,
  /** Of the first try; the others differ in the users alone, and in channels where there are fewer users. */
  options: optionsSchema,
  start: count,
  most: count,
  step: z.number(),
  /** The most that each metric may be. */
  thresholds: z.record(z.string(), z.number()),
  /** The most users that held; 0 if none did. */
  users: count,
  /** Whether they held twice. */
  repeated: z.boolean(),
  /** What they were delivered a second, on average of their tries. */
  deliveredPerSecond: z.number(),
  /** Why it is not more, as a sentence. */
  reason: z.string(),
  /** In the order in which they were made. */
  probes: z.array(probeSchema),
});
export type FindMaxResult = z.infer<typeof findMaxSchema>;
