import { memoryBytes } from "../measure/process-figures.ts";
import { type RunOptions } from "../result/result.ts";
import { orRunEnded, type RunStage, type Scenario } from "../scenarios/scenario.ts";
import { type RunClock } from "./run-clock.ts";
import { type LoadedServer } from "./server.ts";

/** What a scenario does beside the generator. */
export interface Performance {
  /** Resolves at its end. */
  done: Promise<void>;
  /** What it noted, by name. */
  noted: ReadonlyMap<string, number>;
}

/** Starts it; `begun` resolves with the run's clock when all are in, or rejects with RunEnded. */
export function perform(
  scenario: Scenario,
  { options, server, begun }: { options: RunOptions; server: LoadedServer; begun: Promise<RunClock> },
): Performance {
  const noted = new Map<string, number>();
  let clock: RunClock | undefined;
  const connected = async () => {
    clock = await begun;
  };
  const stage: RunStage<RunOptions> = {
    options,
    server: server.url,
    connected,
    at: async (ms) => (await begun).at(ms),
    elapsed: () => clock?.elapsed() ?? 0,
    gatewayMemory: () => memoryOf(server),
    note: (name, value) => void noted.set(name, value),
  };
  return { done: orRunEnded(scenario.inRun?.(stage)), noted };
}

function memoryOf({ process: server }: LoadedServer): number | null {
  if (process.platform !== "linux" || server?.running !== true) return null;
  return memoryBytes(server.pid);
}
