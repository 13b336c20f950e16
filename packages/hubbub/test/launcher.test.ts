import { afterAll, expect, test } from "bun:test";
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { temporaryFolder } from "@hubbub/devkit";

const WORKSPACE = fileURLToPath(new URL("../../..", import.meta.url));
const MODULES = join(WORKSPACE, "node_modules");
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

/** A project with the launcher and the given parts of node_modules, as npm would have put them. */
function project(name: string, packages: { bun?: "placeholder" | "nothing"; platform: boolean }): string {
  const root = join(folder.path, name);
  mkdirSync(join(root, "bin"), { recursive: true });
  mkdirSync(join(root, "node_modules", "bun", "bin"), { recursive: true });
  cpSync(join(WORKSPACE, "packages/hubbub/bin"), join(root, "bin"), { recursive: true });
  if (packages.bun === "placeholder") {
    cpSync(join(MODULES, "bun/package.json"), join(root, "node_modules/bun/package.json"));
    writeFileSync(
      join(root, "node_modules/bun/bin/bun.exe"),
      "echo the install script did not run >&2; exit 1\n",
    );
  } else rmSync(join(root, "node_modules/bun"), { recursive: true });
  if (packages.platform) addPlatformPackages(root);
  return root;
}

/** The platform's packages with their binary, which install scripts, where they ran, have moved out of them. */
function addPlatformPackages(root: string): void {
  for (const name of readdirSync(join(MODULES, "@oven"))) {
    const target = join(root, "node_modules/@oven", name);
    mkdirSync(join(target, "bin"), { recursive: true });
    cpSync(join(MODULES, "@oven", name, "package.json"), join(target, "package.json"));
    symlinkSync(process.execPath, join(target, "bin", "bun"));
  }
}

async function run(root: string, script: string, args: string[]) {
  const child = Bun.spawn(["node", join(root, script), ...args], {
    // Without the Bun that runs this test in reach.
    env: { ...process.env, PATH: process.env.PATH ?? "", NODE_PATH: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { stdout, stderr, code };
}

test("[O11.1] the launcher finds Bun where npm ran no install scripts", async () => {
  expect(readdirSync(join(MODULES, "@oven")).length).toBeGreaterThan(0);
  const root = project("no scripts", { bun: "placeholder", platform: true });
  const version = (await Bun.file(join(MODULES, "bun/package.json")).json()) as { version: string };
  expect(await run(root, "bin/bun.mjs", ["--version"])).toEqual({
    stdout: `${version.version}\n`,
    stderr: "",
    code: 0,
  });
});

test("[O11.2] without Bun for this machine the launcher says what to do, with exit code 1", async () => {
  const sentence =
    /^Bun for this machine \(@oven\/bun-\S+\) is not installed\. Run "npm install" in the project folder\.\n$/;
  for (const [name, packages] of [
    ["no platform", { bun: "placeholder", platform: false }],
    ["no bun", { bun: "nothing", platform: false }],
  ] as const) {
    const root = project(name, packages);
    for (const script of ["bin/bun.mjs", "bin/hubbub.mjs"]) {
      const { stdout, stderr, code } = await run(root, script, ["--version"]);
      expect(stderr).toMatch(sentence);
      expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
    }
  }
});

test("[O11.3] the launcher hands through arguments, streams and the exit code", async () => {
  const code =
    "console.log(JSON.stringify(process.argv.slice(2))); console.error('to stderr'); process.exit(7)";
  const script = join(folder.path, "script.ts");
  writeFileSync(script, code);
  const args = ["a b", "", "--flag=ü", "$HOME"];
  const ended = await run(join(WORKSPACE, "packages/hubbub"), "bin/bun.mjs", [script, ...args]);
  expect(ended).toEqual({ stdout: `${JSON.stringify(args)}\n`, stderr: "to stderr\n", code: 7 });
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "[O11.4] %s to the launcher ends the server that it started",
  async (signal) => {
    const data = join(folder.path, signal);
    const launcher = join(WORKSPACE, "packages/hubbub/bin/hubbub.mjs");
    const child = Bun.spawn(["node", launcher, "serve", "--port", "0", "--data", data], {
      env: { ...process.env, HUBBUB_LOG_LEVEL: "error" },
      stdio: ["ignore", "pipe", "inherit"],
      // A group of its own: a terminal sends Ctrl-C to all of it.
      detached: true,
    });
    const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    expect((await output.read()).value).toMatch(/^Hubbub is on http:/);
    process.kill(signal === "SIGINT" ? -child.pid : child.pid, signal);
    expect(await child.exited).toBe(0);
    // The output ends when nobody has it any more.
    while (!(await output.read()).done) continue;
  },
);
