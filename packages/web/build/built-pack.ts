import { fileURLToPath } from "node:url";

/**
 * The web client as a pack, built in a process of its own at a low priority, or as it was built of the same sources before.
 * Rejects if it can't be built; what is wrong has gone to stderr by then, unless `signal` ended it.
 */
export async function builtPack(signal?: AbortSignal): Promise<Uint8Array> {
  const program = fileURLToPath(new URL("./print-pack.ts", import.meta.url));
  const child = Bun.spawn([process.execPath, program], { stdio: ["ignore", "pipe", "inherit"], signal });
  const [bytes, code] = await Promise.all([new Response(child.stdout).bytes(), child.exited]);
  if (code !== 0) throw new Error(`The web client could not be built (exit code ${code}).`);
  return bytes;
}
