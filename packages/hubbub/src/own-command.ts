import { fileURLToPath } from "node:url";

/** How to run this program: as a script of Bun's, or as the executable made from it. */
export function ownCommand(): string[] {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  return Bun.isStandaloneExecutable ? [process.execPath] : [process.execPath, main];
}
