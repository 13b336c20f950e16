/**
 * What the performance report says that Hubbub started from: quoted history, of a Python server on a machine that
 * the report doesn't describe. Latencies are its `percentiles_ms`: 90th, 95th and 99th, in milliseconds.
 */
export type QuotedPercentiles = readonly [p90: number, p95: number, p99: number];

export const QUOTED_SOURCE = "Performance Analysis Report";

/** Chapter "Target Metrics". */
export const TARGETS: QuotedPercentiles = [200, 500, 1000];

/** Chapter "Performance Goal 1": the message of its serialization table. */
export const REPORT_MESSAGE = {
  name: "Test Name",
  age: 40,
  random_float: 0.554781258874,
  items: ["Hammer", "Radio"],
} as const;

/** Chapter "Performance Goal 1": its serialization table, times summed over 1,000,000 rounds. */
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

export const QUOTED_CODECS: readonly QuotedCodec[] = [
  { name: "JSON", serializeMs: 3588, deserializeMs: 2630, totalMs: 6219, bytes: 132, object: "str" },
  { name: "orjson", serializeMs: 407, deserializeMs: 645, totalMs: 1052, bytes: 116, object: "bytes" },
  { name: "Protobuf (upb)", serializeMs: 403, deserializeMs: 344, totalMs: 747, bytes: 64, object: "bytes" },
];
