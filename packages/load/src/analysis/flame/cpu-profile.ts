import { z } from "zod";

const nodeSchema = z.object({
  id: z.number(),
  callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
  /** Samples in which this very function ran, called this way. */
  hitCount: z.number().int().nonnegative(),
  children: z.array(z.number()).optional(),
});
export type ProfileNode = z.infer<typeof nodeSchema>;

/** What is needed of the .cpuprofile format of Chrome's developer tools; the first node is the root. */
export const cpuProfileSchema = z.object({
  nodes: z.array(nodeSchema).min(1),
  /** Microseconds. */
  startTime: z.number(),
  endTime: z.number(),
});
export type CpuProfile = z.infer<typeof cpuProfileSchema>;
