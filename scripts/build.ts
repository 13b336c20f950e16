/** `npm run build`: dist/hubbub, the server as one executable for this platform, and dist/client, the SDK for npm. */
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const executable = process.platform === "win32" ? "dist/hubbub.exe" : "dist/hubbub";

/** Threads start from files of their own, which the executable carries beside its main file. */
const ENTRIES = [
  "packages/hubbub/src/main.ts",
  "packages/server/src/store/sqlite/sqlite-writer.ts",
  "packages/server/src/store/sqlite/sqlite-reader.ts",
  "packages/auth/src/pool/hash-worker.ts",
];

await rm(`${root}dist`, { recursive: true, force: true });
await mkdir(`${root}dist`);
await run(
  "build",
  "--compile",
  "--minify-syntax",
  "--entry-naming",
  "[name].[ext]",
  "--outfile",
  executable,
  ...ENTRIES,
);
await run("packages/client/build.ts");
console.log(`${executable} and dist/client are made.`);

async function run(...args: string[]): Promise<void> {
  const { exited } = Bun.spawn([process.execPath, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await exited;
  if (code !== 0) process.exit(code);
}
