import { z } from "zod";

import { runRecordSchema } from "../run-record.ts";

export const ladderSchema = z.object({
  /** By users. */
  rungs: z.array(runRecordSchema).min(1),
});
export type Ladder = z.infer<typeof ladderSchema>;
