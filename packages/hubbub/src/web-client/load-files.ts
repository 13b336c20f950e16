import { fileURLToPath } from "node:url";

import { unpinned, type WebFile } from "@hubbub/server";
import { readPack } from "@hubbub/web/pack";

/** What the executable has the built web client as. */
export const EMBEDDED = "web-client.pack";

/**
 * The web client's files: of the executable those within it, otherwise built of the sources in a process of its own, at a low
 * priority. Rejects if they can't be built; what is wrong has gone to stderr by then, unless `signal` ended it.
 */
export async function loadFiles(signal: AbortSignal): Promise<readonly WebFile[]> {
  return readPack(Bun.isStandaloneExecutable ? await embedded() : await built(signal)).files;
}

async function embedded(): Promise<Uint8Array> {
  const file = Bun.embeddedFiles.find((blob) => "name" in blob && blob.name === EMBEDDED);
  if (!file) throw new Error(`This executable was made without ${EMBEDDED}.`);
  return file.bytes();
}

/** Builds, or takes what was built of the same sources before. */
export async function built(signal?: AbortSignal): Promise<Uint8Array> {
  const program = fileURLToPath(import.meta.resolve("@hubbub/web/print-pack"));
  const child = unpinned(() =>
    Bun.spawn([process.execPath, program], { stdio: ["ignore", "pipe", "inherit"], signal }),
  );
  const [bytes, code] = await Promise.all([new Response(child.stdout).bytes(), child.exited]);
  if (code !== 0) throw new Error(`The web client could not be built (exit code ${code}).`);
  return bytes;
}
