#!/usr/bin/env node
// Runs the Bun that npm installed, whatever npm's policy on install scripts was: the `bun` package ships
// each platform's binary in an optional dependency, and its install script only links it into place.
// Plain JavaScript, because this is the one file that Node 20 itself has to run.
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** The path of Bun's binary for this platform; throws with a sentence that says what to do. */
export function bunPath() {
  const arch = { x64: "x64", arm64: "aarch64" }[process.arch];
  const os = process.platform === "win32" ? "windows" : process.platform;
  const libc = os === "linux" && !process.report?.getReport().header.glibcVersionRuntime ? "-musl" : "";
  const name = `@oven/bun-${os}-${arch}${libc}`;
  try {
    const bun = dirname(require.resolve("bun/package.json"));
    const linked = join(bun, "bin", "bun.exe");
    // Without its install script the package holds a short placeholder there, which is not a program.
    if (statSync(linked, { throwIfNoEntry: false })?.size > 1_000_000) return linked;
    const platform = dirname(createRequire(join(bun, "package.json")).resolve(`${name}/package.json`));
    const shipped = join(platform, "bin", process.platform === "win32" ? "bun.exe" : "bun");
    if (existsSync(shipped)) return shipped;
  } catch {
    // Not installed: said below, with what to do.
  }
  throw new Error(
    `Bun for this machine (${name}) is not installed. Run "npm install" in the project folder.`,
  );
}

/** Runs Bun with `args` in this process's place; signals, exit code and streams are handed through. */
export function runBun(args) {
  let path;
  try {
    path = bunPath();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  const env = {
    ...process.env,
    PATH: `${dirname(path)}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`,
  };
  if (typeof process.execve === "function" && process.platform !== "win32") {
    process.execve(path, [path, ...args], env);
  }
  const child = spawn(path, args, { stdio: "inherit", env });
  // The terminal sends Ctrl-C to the whole group, so the child has it already; it decides when to end.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    // It had not yet got so far as to end in order.
    if (signal === "SIGINT") console.error("Interrupted.");
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) runBun(process.argv.slice(2));
