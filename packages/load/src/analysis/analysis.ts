import { z } from "zod";

import { codecResultSchema } from "../codec/codec-result.ts";
import { bareWriteSchema } from "../measure/bare-write.ts";
import { machineSchema } from "../result/result.ts";
import { changesSchema } from "./chapters/changes-data.ts";
import { ladderSchema } from "./chapters/ladder-data.ts";
import { loginsSchema } from "./chapters/logins-data.ts";
import { profileSchema } from "./chapters/profile-data.ts";
import { stormSchema } from "./chapters/storm-data.ts";

/** The version of data.json; a change that old readers would misread makes it one more. */
export const ANALYSIS_VERSION = 1;

function chapterSchema<Data extends z.ZodType>(data: Data) {
  return z
    .object({
      /** Undefined if nothing was measured. */
      data: data.optional(),
      /** What failed, and what else has to be known beside the figures: sentences. */
      problems: z.array(z.string()),
      seconds: z.number().nonnegative(),
    })
    .optional();
}

/** The whole of data.json: everything that the report's words and tables are made of. */
export const analysisSchema = z.object({
  hubbubAnalysis: z.literal(ANALYSIS_VERSION),
  /** ISO 8601. */
  startedAt: z.string(),
  seconds: z.number().nonnegative(),
  /** "interrupted": ended early by Ctrl-C; what is there is valid. */
  ended: z.enum(["complete", "interrupted"]),
  plan: z.string(),
  /** The command that made it, without the folder. */
  command: z.string(),
  seed: z.number().int(),
  machine: machineSchema,
  /** Chapters that were not begun are missing. */
  chapters: z.object({
    bareWrite: chapterSchema(bareWriteSchema),
    logins: chapterSchema(loginsSchema),
    storm: chapterSchema(stormSchema),
    codecs: chapterSchema(codecResultSchema),
    changes: chapterSchema(changesSchema),
    profile: chapterSchema(profileSchema),
    ladder: chapterSchema(ladderSchema),
  }),
});
export type Analysis = z.infer<typeof analysisSchema>;
export type ChapterName = keyof Analysis["chapters"];
