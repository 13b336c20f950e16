import { fileURLToPath } from "node:url";

import { Glob } from "bun";

const WORKSPACE = fileURLToPath(new URL("../../..", import.meta.url));
/** All that the built files depend on; of the dependencies their versions. */
const SOURCES = [
  "package-lock.json",
  "packages/{web,client,protocol}/*.{ts,json}",
  "packages/{web,client,protocol}/{src,build}/**/*",
].map((pattern) => new Glob(pattern));

/** A hash of all sources of the web client, and of the Bun that builds them. */
export async function sourceKey(workspace = WORKSPACE): Promise<string> {
  const found = await Promise.all(SOURCES.map((glob) => Array.fromAsync(glob.scan({ cwd: workspace }))));
  const hash = new Bun.CryptoHasher("sha256").update(Bun.version);
  for (const path of found.flat().toSorted()) {
    const bytes = await Bun.file(`${workspace}/${path}`).bytes();
    hash.update(`${path} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("base64url");
}
