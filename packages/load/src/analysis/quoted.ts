/**
 * What the performance report says that Hubbub started from: quoted history, of a Python server on a machine that
 * the report doesn't describe.
 */
export const QUOTED_MACHINE = "a Python server on a machine that the report doesn't name";

/** The report's `percentiles_ms`, in milliseconds. */
export interface QuotedPercentiles {
  p90: number;
  p95: number;
  p99: number;
}

/** Figures with the chapter of the report that has them. */
export interface Quoted extends QuotedPercentiles {
  place: string;
}

const GOAL_1 = "Performance Goal 1: Serialization Optimization";
const GOAL_2 = "Performance Goal 2: CPU Profiling and Optimization";
const SCALABILITY = "Scalability Testing";
const AFFINITY = "CPU Affinity Adjustment";

export const TARGETS: Quoted = { p90: 200, p95: 500, p99: 1000, place: "Target Metrics" };

/** Logins while others chat, and before. */
export const QUOTED_LOGINS = {
  concurrent: { p90: 362, p95: 857, p99: 2132, place: "Target Metrics" },
  idle: { p90: 203, p95: 246, p99: 311, place: "Target Metrics" },
} as const satisfies Record<string, Quoted>;

/** Of the CPU that hashing passwords took. */
export const QUOTED_HASHING = {
  percent: 10.69,
  place: "Performance Goal 3: Authentication Load Reduction",
} as const;

/** At 250 users and 6,500 messages a second. CPU is the band at peak volume, in percent. */
export const QUOTED_CHANGES = {
  json: { p90: 203, p95: 246, p99: 311, place: GOAL_1, cpu: [50, 90] },
  orjson: { p90: 170, p95: 199, p99: 240, place: GOAL_1 },
  protobuf: { p90: 159, p95: 190, p99: 252, place: GOAL_1, cpu: [40, 80] },
  uvloop: { p90: 165, p95: 196, p99: 247, place: GOAL_2 },
  noDeflate: { p90: 125, p95: 156, p99: 215, place: GOAL_2 },
} as const satisfies Record<string, Quoted & { cpu?: readonly [number, number] }>;

/** At 425 users. */
export const QUOTED_AFFINITY = {
  without: { p90: 481, p95: 570, p99: 768, place: SCALABILITY, cpu: [60, 100] },
  with: { p90: 338, p95: 428, p99: 671, place: AFFINITY, cpu: [70, 90] },
} as const;

/** Of the time that its profile shows, in percent. */
export const QUOTED_PROFILE = { send: 50, deflate: 25, place: GOAL_2 } as const;

export interface QuotedRung extends Quoted {
  users: number;
  deliveriesPerSecond: number;
  cpu?: readonly [number, number];
}

export const QUOTED_LADDER: readonly QuotedRung[] = [
  { users: 250, deliveriesPerSecond: 6500, ...QUOTED_CHANGES.noDeflate },
  { users: 300, deliveriesPerSecond: 9000, p90: 357, p95: 460, p99: 561, place: GOAL_1 },
  {
    users: 325,
    deliveriesPerSecond: 11_000,
    p90: 164,
    p95: 188,
    p99: 221,
    place: SCALABILITY,
    cpu: [40, 60],
  },
  {
    users: 400,
    deliveriesPerSecond: 16_500,
    p90: 351,
    p95: 446,
    p99: 590,
    place: SCALABILITY,
    cpu: [40, 70],
  },
  {
    users: 425,
    deliveriesPerSecond: 18_000,
    p90: 481,
    p95: 570,
    p99: 768,
    place: SCALABILITY,
    cpu: [50, 90],
  },
];

/** The message of its serialization table. */
export const REPORT_MESSAGE = {
  name: "Test Name",
  age: 40,
  random_float: 0.554781258874,
  items: ["Hammer", "Radio"],
} as const;

/** Its serialization table: times summed over 1,000,000 rounds. */
export interface QuotedCodec {
  name: string;
  serializeMs: number;
  deserializeMs: number;
  totalMs: number;
  /** As it prints them: with the header of the Python object around the data. */
  bytes: number;
  /** The Python object whose size that is. */
  object: "str" | "bytes";
}

export const QUOTED_CODECS_PLACE = GOAL_1;
export const QUOTED_CODECS: readonly QuotedCodec[] = [
  { name: "JSON", serializeMs: 3588, deserializeMs: 2630, totalMs: 6219, bytes: 132, object: "str" },
  { name: "orjson", serializeMs: 407, deserializeMs: 645, totalMs: 1052, bytes: 116, object: "bytes" },
  { name: "Protobuf (upb)", serializeMs: 403, deserializeMs: 344, totalMs: 747, bytes: 64, object: "bytes" },
];
