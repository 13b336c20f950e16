import { z } from "zod";

import { runRecordSchema } from "../run-record.ts";

export const loginsSchema = z.object({
  /** All log in before anybody chats. */
  idle: z.array(runRecordSchema),
  /** Each logs in when its turn comes, while others chat. */
  concurrent: z.array(runRecordSchema),
});
export type Logins = z.infer<typeof loginsSchema>;
