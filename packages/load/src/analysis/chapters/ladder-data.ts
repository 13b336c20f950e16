import { z } from "zod";

import { findMaxSchema } from "../../find-max/find-max-result.ts";
import { runRecordSchema } from "../run-record.ts";

export const ladderSchema = z.object({
  /** By users. */
  rungs: z.array(runRecordSchema).min(1),
  /** The search between the last rung that held and the next; null if there was none. */
  mostUsers: findMaxSchema.nullable(),
});
export type Ladder = z.infer<typeof ladderSchema>;
