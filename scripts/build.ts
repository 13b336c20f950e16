/**
 * `npm run build`: dist/hubbub, the server as one executable for this platform, and dist/client, the SDK for npm. With
 * `-- --target NAME`, as often as wanted, or `-- --all`: executables for these platforms, dist/hubbub-NAME, instead of the first.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { buildClient } from "../packages/client/build.ts";
import { buildExecutable } from "../packages/hubbub/build/build-executable.ts";
import { executableName, TARGET_NAMES } from "../packages/hubbub/build/targets.ts";

const { values } = parseArgs({
  options: {
    target: { type: "string", multiple: true, default: [] },
    all: { type: "boolean", default: false },
  },
});
const unknown = values.target.filter((name) => !TARGET_NAMES.some((known) => known === name));
if (unknown.length > 0) {
  console.error(`--target: there is no ${unknown.join(", ")}. There are: ${TARGET_NAMES.join(", ")}.`);
  process.exit(2);
}
const targets = TARGET_NAMES.filter((name) => values.all || values.target.includes(name));

const dist = fileURLToPath(new URL("../dist", import.meta.url));
await rm(dist, { recursive: true, force: true });
await mkdir(dist);
const made: string[] = [];
for (const target of targets) {
  const executable = join(dist, executableName(target));
  await buildExecutable(executable, target);
  made.push(executable);
}
if (targets.length === 0) {
  const executable = join(dist, process.platform === "win32" ? "hubbub.exe" : "hubbub");
  await buildExecutable(executable);
  made.push(executable);
}
const client = join(dist, "client");
await buildClient(client);
console.log(`Made ${[...made, client].join(", ")}.`);
