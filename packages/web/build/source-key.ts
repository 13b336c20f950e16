import { fileURLToPath } from "node:url";

import { Glob } from "bun";

const WORKSPACE = fileURLToPath(new URL("../../..", import.meta.url));
/** All that the built files depend on; of the dependencies their versions. */
const SOURCES = new Glob("{package-lock.json,packages/{web,client,protocol}/{*.{ts,json},{src,build}/**/*}}");

/** A hash of all sources of the web client, and of the Bun that builds them. */
export async function sourceKey(): Promise<string> {
  const paths = await Array.fromAsync(SOURCES.scan({ cwd: WORKSPACE }));
  const hash = new Bun.CryptoHasher("sha256").update(Bun.version);
  for (const path of paths.toSorted()) {
    const bytes = await Bun.file(`${WORKSPACE}/${path}`).bytes();
    hash.update(`${path} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("base64url");
}
