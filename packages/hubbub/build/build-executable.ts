import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { builtPack } from "@hubbub/web/built-pack";

import { EMBEDDED } from "../src/web-client/load-files.ts";
import { bunRuntime } from "./bun-runtime.ts";
import { type TargetName, TARGETS } from "./targets.ts";

/** The main file, then the files that threads start from: the executable carries them beside the first. */
const ENTRIES = [
  "../src/main.ts",
  "../../server/src/store/sqlite/sqlite-writer.ts",
  "../../server/src/store/sqlite/sqlite-reader.ts",
  "../../auth/src/pool/hash-worker.ts",
].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/**
 * Makes the server with its web client, as one executable for this platform or the target, at `outfile`. Rejects if Bun's
 * bundler fails, or npm has no Bun for the target.
 */
export async function buildExecutable(outfile: string, target?: TargetName): Promise<void> {
  const platform = target === undefined ? [] : await platformFlags(target);
  const folder = await mkdtemp(join(tmpdir(), "hubbub-build-"));
  try {
    const webClient = join(folder, EMBEDDED);
    await Bun.write(webClient, await builtPack());
    await compile(outfile, platform, [...ENTRIES, webClient]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function platformFlags(target: TargetName): Promise<string[]> {
  return ["--target", TARGETS[target].bun, "--compile-executable-path", await bunRuntime(target)];
}

async function compile(
  outfile: string,
  platform: readonly string[],
  files: readonly string[],
): Promise<void> {
  // All in one folder, because there `new URL("./worker.ts", import.meta.url)` looks for them.
  const naming = ["--entry-naming", "[name].[ext]", "--asset-naming", "[name].[ext]"];
  const child = Bun.spawn(
    [process.execPath, "build", "--compile", ...platform, ...naming, "--outfile", outfile, ...files],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const code = await child.exited;
  if (code !== 0) throw new Error(`The executable could not be built (exit code ${code}).`);
}
