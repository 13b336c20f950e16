import { z } from "zod";

import { type RunOptions } from "../../result/result.ts";
import { runRecordSchema } from "../run-record.ts";

/** What is changed, one after the other; each keeps the changes before it. */
export const VARIANTS = ["json", "json-bytes", "protobuf", "no-deflate", "batched", "affinity"] as const;
export type VariantName = (typeof VARIANTS)[number];

export const changesSchema = z.object({
  /** Repeats of one variant together; those without a run are missing. */
  variants: z.array(z.object({ name: z.enum(VARIANTS), runs: z.array(runRecordSchema).min(1) })),
});
export type Changes = z.infer<typeof changesSchema>;

export interface Variant {
  name: VariantName;
  /** In tables. */
  title: string;
  /** What was changed, as a sentence. */
  change: string;
  options: Pick<RunOptions, "codec" | "deflate" | "serverFlags">;
}

const IMMEDIATE = ["--flush", "immediate"];

export const VARIANT_LIST: readonly Variant[] = [
  {
    name: "json",
    title: "JSON text, unbatched, deflated",
    change:
      "Where it begins: every message leaves for every member by itself (`--flush immediate`), as JSON in text frames, compressed with permessage-deflate.",
    options: { codec: "json", deflate: true, serverFlags: IMMEDIATE },
  },
  {
    name: "json-bytes",
    title: "JSON as bytes",
    change:
      "The same JSON goes out in binary frames (`--json-frames binary`), as orjson made it possible in the report.",
    options: { codec: "json-bytes", deflate: true, serverFlags: [...IMMEDIATE, "--json-frames", "binary"] },
  },
  {
    name: "protobuf",
    title: "Protobuf",
    change: "The subprotocol `hubbub.v1.protobuf` takes JSON's place.",
    options: { codec: "protobuf", deflate: true, serverFlags: IMMEDIATE },
  },
  {
    name: "no-deflate",
    title: "Without deflate",
    change: "Compression is off, as it is by default.",
    options: { codec: "protobuf", deflate: false, serverFlags: IMMEDIATE },
  },
  {
    name: "batched",
    title: "Batched fan-out",
    change:
      "Messages that come within a flush interval leave together, one frame and one write for each connection (`--flush adaptive`, the default). This is Hubbub as it ships.",
    options: { codec: "protobuf", deflate: false, serverFlags: ["--flush", "adaptive"] },
  },
  {
    name: "affinity",
    title: "CPU affinity",
    change:
      "The gateway's main thread is pinned to one core (`--cpu-affinity 0`); until here the kernel moved all threads as it liked.",
    options: {
      codec: "protobuf",
      deflate: false,
      serverFlags: ["--flush", "adaptive", "--cpu-affinity", "0"],
    },
  },
];
