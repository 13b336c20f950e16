import { z } from "zod";

import { runRecordSchema } from "../run-record.ts";

const share = z.number().min(0).max(1);

export const profileSchema = z.object({
  run: runRecordSchema,
  /** Of the report's folder: the profile itself, and its flame graph. */
  file: z.string(),
  flameFile: z.string(),
  seconds: z.number().nonnegative(),
  samples: z.number().int().positive(),
  /** Shares of all samples; the hottest by `self` first. */
  hottest: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      owner: z.enum(["hubbub", "library", "runtime"]),
      self: share,
      total: share,
    }),
  ),
});
export type Profile = z.infer<typeof profileSchema>;
