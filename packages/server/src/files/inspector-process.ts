import { setPriority } from "node:os";

import { type Inspected, inspectFile, type Inspection } from "./inspect-file.ts";

/** What the process is asked, and what it answers to that. */
export interface InspectionRequest extends Inspection {
  id: number;
}
export type InspectionResponse = { id: number; inspected: Inspected } | { id: number; failure: string };

/** How much the process stands back behind the chat (nice). */
const NICENESS = 10;

/**
 * Answers inspections that come over IPC, one after the other, until the channel closes. It is a process of its own
 * because it reads what strangers made: it may be ended at any time, by them or for them.
 */
export async function runInspectorProcess(): Promise<void> {
  setPriority(NICENESS);
  let last = Promise.resolve();
  process.on("message", (request: InspectionRequest) => {
    last = last.then(() => answer(request));
  });
  process.on("disconnect", () => process.exit(0));
  await new Promise(() => {});
}

async function answer({ id, ...inspection }: InspectionRequest): Promise<void> {
  let response: InspectionResponse;
  try {
    response = { id, inspected: await inspectFile(inspection) };
  } catch (error) {
    response = { id, failure: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(response);
}

if (import.meta.main) await runInspectorProcess();
