import { z } from "zod";

/** The version of result.json; a change that old readers would misread makes it one more. */
export const RESULT_VERSION = 1;

const ms = z.number().nonnegative();
const count = z.number().int().nonnegative();
/** Percent of one core: 200 is two cores. */
const percent = z.number().nonnegative();
const bytes = z.number().int().nonnegative();

export const PHASES = ["ramp-up", "plateau", "ramp-down"] as const;

/** Latencies in milliseconds; all 0 where none was measured. */
export const latencySchema = z.object({ count, p50: ms, p90: ms, p95: ms, p99: ms, max: ms });
export type Latency = z.infer<typeof latencySchema>;

/** Figures of one second of the run. What could not be measured (of a remote server, say) is null. */
export const secondSchema = z.object({
  /** Whole seconds from the beginning of the ramp-up to the end of this second: 1, 2, 3, … */
  at: count,
  phase: z.enum(PHASES),
  /** Users that send at the end of the second. */
  users: count,
  sent: count,
  delivered: count,
  /** Of the deliveries that came in this second. */
  latency: latencySchema,
  cpu: z.object({
    gateway: percent.nullable(),
    /** The accounts service; null also if the run has none. */
    accounts: percent.nullable(),
    /** Of each generator process. */
    generator: z.array(percent),
    /** Everything else on the machine. */
    others: percent.nullable(),
  }),
  /** Resident memory. */
  memory: z.object({ gateway: bytes.nullable(), accounts: bytes.nullable(), generator: bytes }),
  server: z.object({
    /** Longest delay of the gateway's event loop. */
    loopDelayMs: ms.nullable(),
    /** Flushes, how long one took on average, and to how many connections it wrote. */
    flushes: z.number().nullable(),
    flushMs: ms.nullable(),
    flushConnections: z.number().nullable(),
    /** Wait after the last flush. */
    flushIntervalMs: ms.nullable(),
    commits: z.number().nullable(),
    commitMs: ms.nullable(),
    commitBatch: z.number().nullable(),
  }),
  /** How much later than intended the generator sent, at most. */
  lagMs: ms,
});
export type Second = z.infer<typeof secondSchema>;

/** Deliveries that were not what they should have been, and messages without a clear fate; all 0 in a good run. */
export const faultsSchema = z.object({
  lost: count,
  repeated: count,
  outOfOrder: count,
  /** Announced by the server as not sent to a member, and not fetched by it either. */
  gapped: count,
  stray: count,
  /** Messages under two seqs, or acknowledged under another than they came with. */
  doubled: count,
  refused: count,
  /** Messages that were not answered, or came to nobody. */
  unsettled: count,
  /** Connections that ended unasked, or could not be made. */
  ended: count,
});
export type Faults = z.infer<typeof faultsSchema>;

/** Of a good run. */
export const NO_FAULTS: Readonly<Faults> = Object.freeze({
  lost: 0,
  repeated: 0,
  outOfOrder: 0,
  gapped: 0,
  stray: 0,
  doubled: 0,
  refused: 0,
  unsettled: 0,
  ended: 0,
});

/** The band that a figure moved in over the plateau, by seconds. */
export const bandSchema = z.object({ min: z.number(), mean: z.number(), max: z.number() });
export type Band = z.infer<typeof bandSchema>;

/** "p99 at most 1000": `metric` is a path of the summary, or one of a latency's names. */
export const thresholdSchema = z.object({
  metric: z.string(),
  most: z.number(),
  value: z.number(),
  met: z.boolean(),
});
export type ThresholdResult = z.infer<typeof thresholdSchema>;

export const AUTH_MODES = ["none", "idle", "concurrent"] as const;
export const CODECS = ["protobuf", "json", "json-bytes"] as const;

/** All that was asked for, defaults filled in: the same options and seed make the same sends at the same times. */
export const optionsSchema = z.object({
  scenario: z.string(),
  /** The server's http:// URL; null: one that the run started itself. */
  target: z.string().nullable(),
  users: count,
  channels: count,
  /** Messages a second of each user. */
  rate: z.number(),
  arrivals: z.enum(["poisson", "even"]),
  /** Bytes of a message's text. */
  size: count,
  rampUpMs: ms,
  plateauMs: ms,
  rampDownMs: ms,
  auth: z.enum(AUTH_MODES),
  codec: z.enum(CODECS),
  deflate: z.boolean(),
  workers: count,
  seed: z.number().int(),
  /** Further flags of the server that the run started. */
  serverFlags: z.array(z.string()),
  /** Whether server and generator were kept on cores of their own. */
  pinned: z.boolean(),
  /** Options of the scenario's own. */
  extra: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});
export type RunOptions = z.infer<typeof optionsSchema>;

/** What a scenario measured beside the chat: shown as a row each. */
export const figureSchema = z.object({
  name: z.string(),
  label: z.string(),
  value: z.number(),
  unit: z.string(),
});
export type Figure = z.infer<typeof figureSchema>;

/** Something that happened at a time in the run: a burst, connections cut. Shown in the graphs. */
export const markSchema = z.object({ atMs: ms, label: z.string() });
export type Mark = z.infer<typeof markSchema>;

export const summarySchema = z.object({
  /** Of all messages intended in the measured phases, from the intended time to each member's receipt. */
  latency: latencySchema,
  /** From the intended time to the acknowledgement. */
  acknowledgements: latencySchema,
  lags: latencySchema,
  /** Of logins, from when one should have begun to its answer; null if nobody logged in. */
  logins: latencySchema.nullable(),
  /** How long the measured phases were, and what was sent and came in them. */
  measuredMs: ms,
  sent: count,
  delivered: count,
  sentPerSecond: z.number(),
  deliveredPerSecond: z.number(),
  gatewayCpu: bandSchema.nullable(),
  accountsCpu: bandSchema.nullable(),
  /** Of the busiest generator process. */
  generatorCpu: bandSchema,
  othersCpu: bandSchema.nullable(),
  /** CPU of the gateway for one delivery, in microseconds. */
  cpuPerDeliveryUs: z.number().nullable(),
  gatewayMemory: bandSchema.nullable(),
  faults: faultsSchema,
  figures: z.array(figureSchema),
});
export type Summary = z.infer<typeof summarySchema>;

export const machineSchema = z.object({
  cpu: z.string(),
  cores: count,
  memory: bytes,
  os: z.string(),
  bun: z.string(),
  hubbub: z.string(),
});
export type Machine = z.infer<typeof machineSchema>;

/** The whole of result.json. */
export const resultSchema = z.object({
  hubbubLoadResult: z.literal(RESULT_VERSION),
  /** ISO 8601. */
  startedAt: z.string(),
  /** "interrupted": ended early by Ctrl-C; what is there is valid. */
  ended: z.enum(["complete", "interrupted"]),
  machine: machineSchema,
  options: optionsSchema,
  seconds: z.array(secondSchema),
  marks: z.array(markSchema),
  summary: summarySchema,
  thresholds: z.array(thresholdSchema),
  /** Sentences on why the figures may not be the server's: the generator was the bottleneck, say. */
  warnings: z.array(z.string()),
  /** Counts of the measured latencies by slot, as pairs of the slot's upper end in microseconds and the count. */
  histogram: z.array(z.tuple([count, count])),
});
export type Result = z.infer<typeof resultSchema>;
