// An inspector's process that crashes at every image, as a fault in a decoder would make it.
import { inspectFile, type Inspection } from "../src/files/inspect-file.ts";

process.on("message", async ({ id, ...inspection }: Inspection & { id: number }) => {
  if (inspection.images.length > 0) process.kill(process.pid, "SIGSEGV");
  process.send?.({ id, inspected: await inspectFile(inspection) });
});
process.on("disconnect", () => process.exit(0));
