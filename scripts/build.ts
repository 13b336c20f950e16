/** `npm run build`: dist/hubbub, the server as one executable for this platform, and dist/client, the SDK for npm. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { buildClient } from "../packages/client/build.ts";
import { buildExecutable } from "../packages/hubbub/build.ts";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const executable = join(dist, process.platform === "win32" ? "hubbub.exe" : "hubbub");

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
await buildExecutable(executable);
const client = join(dist, "client");
await buildClient(client);
console.log(`Made ${executable} and ${client}.`);
