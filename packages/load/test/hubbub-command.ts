import { join } from "node:path";

/** The command line of the program, for whatever starts servers and generator processes with it. */
export const SELF: readonly string[] = [
  process.execPath,
  join(import.meta.dir, "..", "..", "hubbub", "src", "main.ts"),
];
