import { fileURLToPath } from "node:url";

/** The main file, then the files that threads start from: the executable carries them beside the first. */
const ENTRIES = [
  "./src/main.ts",
  "../server/src/store/sqlite/sqlite-writer.ts",
  "../server/src/store/sqlite/sqlite-reader.ts",
  "../auth/src/pool/hash-worker.ts",
].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** Makes the server, as one executable for this platform, at `outfile`. Rejects if Bun's bundler fails. */
export async function buildExecutable(outfile: string): Promise<void> {
  const child = Bun.spawn(
    // All in one folder, because there `new URL("./worker.ts", import.meta.url)` looks for them.
    [
      process.execPath,
      "build",
      "--compile",
      "--entry-naming",
      "[name].[ext]",
      "--outfile",
      outfile,
      ...ENTRIES,
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const code = await child.exited;
  if (code !== 0) throw new Error(`The executable could not be built (exit code ${code}).`);
}
