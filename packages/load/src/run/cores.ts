import { readFileSync } from "node:fs";

/**
 * Cores that this process may use, as found at the start, before it is moved: the first is the server's, the others
 * are the generator's, so that neither takes time from the other. Linux only, else empty.
 */
const CORES = process.platform === "linux" ? allowedCores() : [];
const SERVER_CORE = String(CORES[0]);
const GENERATOR_CORES = CORES.slice(1).join(",");
const taskset = Bun.which("taskset");

/** Why server and generator can't have cores of their own; undefined if they can. */
export const unpinnable: string | undefined =
  process.platform !== "linux"
    ? "this is not Linux"
    : CORES.length < 2
      ? "there is only one core"
      : taskset === null
        ? "taskset (util-linux) is not installed"
        : undefined;

/** Cores that the generator's processes share. */
export const GENERATOR_CORE_COUNT = CORES.length - 1;

/** The command, to run on the server's core. */
export function onServerCore(command: readonly string[]): string[] {
  return onCores(SERVER_CORE, command);
}

/** The command, to run on the generator's cores. */
export function onGeneratorCores(command: readonly string[]): string[] {
  return onCores(GENERATOR_CORES, command);
}

/** Moves this process, with all its threads, to the generator's cores; the function moves it back. */
export function moveToGeneratorCores(): () => void {
  moveTo(GENERATOR_CORES);
  return () => moveTo(CORES.join(","));
}

/** "Server on core 0, generator on core 1.", or why not. */
export function coresSentence(): string {
  if (unpinnable !== undefined) return `Nothing is pinned to a core: ${unpinnable}. Figures will vary more.`;
  return `Server on core ${SERVER_CORE}, generator on core ${GENERATOR_CORES}.`;
}

function onCores(cores: string, command: readonly string[]): string[] {
  return taskset === null || unpinnable !== undefined ? [...command] : [taskset, "-c", cores, ...command];
}

function moveTo(cores: string): void {
  if (taskset === null || unpinnable !== undefined) return;
  Bun.spawnSync([taskset, "-a", "-c", "-p", cores, String(process.pid)]);
}

function allowedCores(): number[] {
  const [, list = ""] = /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return list.split(",").flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, more) => first + more);
  });
}
