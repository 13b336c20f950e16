import { readFileSync } from "node:fs";

import { OptionsRefused } from "../options-refused.ts";

/** Files that a process has open beside its connections. */
const OTHERS = 200;

/**
 * Makes sure that this process, and those it starts from now on, may have this many connections. Throws
 * OptionsRefused if the system doesn't allow it. Elsewhere than on Linux it does nothing.
 */
export function allowConnections(connections: number): void {
  if (process.platform !== "linux") return;
  const needed = connections + OTHERS;
  const { soft, hard } = openFiles();
  if (soft >= needed) return;
  const limit = `--nofile=${needed}:${Math.max(needed, hard)}`;
  if (Bun.which("prlimit") !== null) Bun.spawnSync(["prlimit", "--pid", String(process.pid), limit]);
  if (openFiles().soft >= needed) return;
  throw new OptionsRefused(
    `${connections} connections need ${needed} open files and ${soft} are allowed: run "ulimit -n ${needed}" before, or ask for fewer users.`,
  );
}

function openFiles(): { soft: number; hard: number } {
  const [, soft, hard] =
    /^Max open files\s+(\d+|unlimited)\s+(\d+|unlimited)/m.exec(readFileSync("/proc/self/limits", "utf8")) ??
    [];
  return { soft: limitOf(soft), hard: limitOf(hard) };
}

function limitOf(text: string | undefined): number {
  return text === "unlimited" ? Infinity : Number(text);
}
