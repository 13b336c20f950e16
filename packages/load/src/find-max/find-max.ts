import { describeMachine } from "../measure/machine.ts";
import { OptionsRefused } from "../options-refused.ts";
import { type Result, type RunOptions } from "../result/result.ts";
import { type Thresholds, thresholdsOf } from "../result/thresholds.ts";
import { type LoadPorts, type RunLoad } from "../run/ports.ts";
import { RunFailed, RunInterrupted } from "../run/run-failed.ts";
import { runOptions, scenarioNamed } from "../run/run-options.ts";
import { type Progress } from "../view/progress.ts";
import { answerOf } from "./answer-of.ts";
import { FIND_MAX_DEFAULTS } from "./find-max-defaults.ts";
import { FIND_MAX_VERSION, type FindMaxResult, type Probe } from "./find-max-result.ts";
import { failedProbe, probeOf } from "./probe-of.ts";
import { type Purpose, searchMost } from "./search.ts";

export interface FindMaxOptions {
  /** What each try is, but for its users; short ramp-up and plateau, and no ramp-down, if it doesn't say. */
  load?: Omit<Partial<RunOptions>, "users">;
  /** Users of the first try. Default 425, as in the performance report. */
  start?: number;
  /** More are not tried. Default 50,000. */
  most?: number;
  /** The answer is known to this share of itself. Default 0.05. */
  step?: number;
  /** Beside, or instead of, the defaults of a run. */
  thresholds?: Thresholds;
}

export interface FindMaxPorts extends LoadPorts {
  /** Makes each try; `runLoad`, outside of tests. */
  runLoad: RunLoad;
  /** How far the try with so many users is. */
  onProgress?(progress: Progress): void;
  /** A try is over; without a result if its run failed. */
  onProbe?(probe: Probe, result: Result | undefined): void;
  /** Ends the search early: the result is what is known by then. */
  signal: AbortSignal;
}

/**
 * Searches the most users that hold the thresholds, on a fresh server of its own for each try (or always on
 * `load.target`). Rejects with OptionsRefused for what can't be asked, and with what the first run failed with.
 */
export async function findMax(options: FindMaxOptions, ports: FindMaxPorts): Promise<FindMaxResult> {
  const { load = {}, start = FIND_MAX_DEFAULTS.start, most = FIND_MAX_DEFAULTS.most } = options;
  const { step = FIND_MAX_DEFAULTS.step, thresholds: asked = {} } = options;
  checkSearch(start, most, step);
  const optionsFor = (users: number) => probeOptions(load, users);
  const first = optionsFor(Math.min(start, most));
  const thresholds = thresholdsOf(first, scenarioNamed(first.scenario), asked);
  const startedAt = new Date().toISOString();
  const probes: Probe[] = [];
  const holds = async (users: number, purpose: Purpose) => {
    const { probe, result } = await tryUsers(optionsFor(users), { ports, thresholds, purpose });
    if (probe.measured === null && probes.length === 0) throw new RunFailed(probe.reason);
    probes.push(probe);
    ports.onProbe?.(probe, result);
    return probe.held;
  };
  let ended: FindMaxResult["ended"] = "complete";
  try {
    await searchMost({ start, most, step }, holds);
  } catch (error) {
    if (!(error instanceof RunInterrupted)) throw error;
    ended = "interrupted";
  }
  return {
    hubbubFindMax: FIND_MAX_VERSION,
    startedAt,
    ended,
    machine: describeMachine(),
    options: first,
    start,
    most,
    step,
    thresholds,
    ...answerOf(probes, ended),
    probes,
  };
}

const MOST_MAX = 1_000_000;

function checkSearch(start: number, most: number, step: number): void {
  if (!(Number.isInteger(start) && start >= 1))
    throw new OptionsRefused("--start takes a whole number from 1 up.");
  if (!(Number.isInteger(most) && most >= 1 && most <= MOST_MAX)) {
    throw new OptionsRefused(`--max takes a whole number from 1 to ${MOST_MAX}.`);
  }
  if (start > most)
    throw new OptionsRefused(`The search starts at ${start} users, which is more than --max ${most}.`);
  if (!(step > 0 && step <= 0.5)) throw new OptionsRefused("--step takes from above 0 to 50 percent.");
}

/** Fewer users have as many channels and workers as there can be for them. */
function probeOptions(load: Partial<RunOptions>, users: number): RunOptions {
  const { rampUpMs, plateauMs, rampDownMs } = FIND_MAX_DEFAULTS;
  const given = Object.fromEntries(Object.entries(load).filter(([, value]) => value !== undefined));
  const asked: Partial<RunOptions> = { rampUpMs, plateauMs, rampDownMs, ...given, users };
  if (asked.channels !== undefined) asked.channels = Math.min(asked.channels, users);
  if (asked.workers !== undefined) asked.workers = Math.min(asked.workers, asked.channels ?? users);
  return runOptions(asked);
}

interface Try {
  ports: FindMaxPorts;
  thresholds: Thresholds;
  purpose: Purpose;
}

async function tryUsers(
  options: RunOptions,
  { ports, thresholds, purpose }: Try,
): Promise<{ probe: Probe; result: Result | undefined }> {
  const { self, runLoad, onProgress = () => {}, signal } = ports;
  try {
    const result = await runLoad(options, { self, onProgress, signal, thresholds });
    if (result.ended === "interrupted") throw new RunInterrupted();
    return { probe: probeOf(result, purpose), result };
  } catch (error) {
    if (!(error instanceof RunFailed || error instanceof OptionsRefused)) throw error;
    return { probe: failedProbe(options.users, purpose, error.message), result: undefined };
  }
}
