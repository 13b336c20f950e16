import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

export interface Ended {
  stdout: string;
  stderr: string;
  /** The exit code, or the signal's name. */
  code: number | string;
}

/**
 * Runs `hubbub` to its end, and to the end of all that it started: those have the same stderr, which is read until
 * nobody has it open any more.
 */
export async function runHubbub(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = Bun.spawn([process.execPath, MAIN, ...args], {
    env: { ...process.env, HUBBUB_LOG_LEVEL: "error", ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { stdout, stderr, code: child.signalCode ?? code };
}

/** Pids of a process's children (Linux). */
export function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

/** Whether the process runs (Linux); one that ended and wasn't waited for doesn't. */
export function isRunning(pid: number): boolean {
  const stat = statOf(pid);
  return stat !== undefined && stat[0] !== "Z";
}

function parentOf(pid: number): number | undefined {
  const stat = statOf(pid);
  return stat && Number(stat[1]);
}

/** The fields of proc_pid_stat(5) from the third on; undefined if there is no such process. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
