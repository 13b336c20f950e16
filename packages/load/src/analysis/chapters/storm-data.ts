import { z } from "zod";

import { runRecordSchema } from "../run-record.ts";

export const stormSchema = z.object({ runs: z.array(runRecordSchema).min(1) });
export type Storm = z.infer<typeof stormSchema>;
