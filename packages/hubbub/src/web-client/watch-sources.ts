import { watch } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Packages that the web client is made of. */
const PACKAGES = ["web", "client", "protocol"];

/** Calls `changed` whenever a source of the web client may have changed, until `signal`. */
export function watchSources(signal: AbortSignal, changed: () => void): void {
  const packages = dirname(dirname(fileURLToPath(import.meta.resolve("@hubbub/web/package.json"))));
  for (const name of PACKAGES) watch(join(packages, name, "src"), { recursive: true, signal }, changed);
}
