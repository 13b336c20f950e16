/**
 * Run as a program: writes the built web client to stdout, as `pack.ts` has it. What was built of the same sources before
 * comes from a file beside the installed packages, where that can be written.
 */
import { mkdir, rename } from "node:fs/promises";
import { getPriority, setPriority } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import { buildWeb } from "../build.ts";
import { readPack, writePack } from "./pack.ts";
import { sourceKey } from "./source-key.ts";

const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/hubbub/web-client.pack", import.meta.url));
const NICE = 10;

// The chat goes first.
if (getPriority() < NICE) setPriority(NICE);
const key = await sourceKey();
await Bun.write(Bun.stdout, (await cached()) ?? (await build()));

async function cached(): Promise<Uint8Array | undefined> {
  try {
    const bytes = await Bun.file(CACHE).bytes();
    return readPack(bytes).key === key ? bytes : undefined;
  } catch {
    // There is none yet, or one of another version of Bun: it is made again.
    return undefined;
  }
}

async function build(): Promise<Uint8Array> {
  const { files } = await buildWeb();
  const bytes = writePack({ key, files });
  try {
    await mkdir(dirname(CACHE), { recursive: true });
    const temporary = `${CACHE}.${process.pid}`;
    await Bun.write(temporary, bytes);
    await rename(temporary, CACHE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    // An installation that may not be written builds at each start.
  }
  return bytes;
}
