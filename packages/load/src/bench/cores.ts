import { availableParallelism } from "node:os";

/** The server's core and the generator's: neither takes time from the other. */
const SERVER_CORE = "0";
const GENERATOR_CORE = "1";

const taskset = availableParallelism() > 1 ? Bun.which("taskset") : null;

/** Whether servers and generator have a core each. Else a sentence at the top of the output says why not. */
export const pinned = taskset !== null;

/** The command, to run on the server's core. */
export function onServerCore(command: readonly string[]): string[] {
  return taskset === null ? [...command] : [taskset, "-c", SERVER_CORE, ...command];
}

/** The command, to run on the generator's core. */
export function onGeneratorCore(command: readonly string[]): string[] {
  return taskset === null ? [...command] : [taskset, "-c", GENERATOR_CORE, ...command];
}

/** Moves this process, with all its threads, to the generator's core, and says on which cores all runs. */
export function takeGeneratorCore(): void {
  if (taskset === null) {
    const reason =
      availableParallelism() > 1 ? "taskset (util-linux) is not installed" : "there is only one core";
    console.log(`Nothing is pinned to a core: ${reason}. Figures will vary more.`);
    return;
  }
  Bun.spawnSync([taskset, "-a", "-c", "-p", GENERATOR_CORE, String(process.pid)]);
  console.log(`Server on core ${SERVER_CORE}, generator on core ${GENERATOR_CORE}.`);
}
