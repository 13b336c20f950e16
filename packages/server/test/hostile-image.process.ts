// An inspector's process that images hurt as their makers would like: the first argument says how.
import { inspectFile, type Inspection } from "../src/files/inspect-file.ts";

process.on("message", async ({ id, ...inspection }: Inspection & { id: number }) => {
  if (inspection.images.length > 0) {
    if (process.argv[2] === "crash") process.kill(process.pid, "SIGSEGV");
    if (process.argv[2] === "hang") for (;;);
  }
  process.send?.({ id, inspected: await inspectFile(inspection) });
});
process.on("disconnect", () => process.exit(0));
