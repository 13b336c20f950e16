import { now } from "../generator/clock.ts";
import { type Result } from "../result/result.ts";
import { RunEnded } from "../scenarios/scenario.ts";
import { GatewayMetrics } from "./gateway-metrics.ts";
import { Outcomes } from "./outcomes.ts";
import { ProcessSampler } from "./process-sampler.ts";
import { type ProgressTeller } from "./progress-teller.ts";
import { RunClock } from "./run-clock.ts";
import { secondOf } from "./second-of.ts";
import { type LoadedServer } from "./server.ts";
import { type Timetable } from "./timetable.ts";
import { type WorkerProcess } from "./worker-process.ts";

/** From the word to begin to the beginning: longer than the word takes to all processes. */
const BEGIN_IN_MS = 200;

export interface Conductor {
  server: LoadedServer;
  workers: readonly WorkerProcess[];
  timetable: Timetable;
  teller: ProgressTeller;
  /** Ends the run early. */
  signal: AbortSignal;
  /** Called with the clock when the ramp-up is about to begin. */
  onBegin(clock: RunClock): void;
}

export interface Conducted {
  outcomes: Outcomes;
  startedAt: Date;
  ended: Result["ended"];
}

/** Takes users who are ready through ramp-up, plateau and ramp-down, and adds each second to the teller's. */
export async function conduct({
  server,
  workers,
  timetable,
  teller,
  signal,
  onBegin,
}: Conductor): Promise<Conducted> {
  const stopped = Promise.withResolvers<void>();
  const stop = () => {
    for (const worker of workers) worker.stop();
    stopped.resolve();
  };
  const begin = now() + BEGIN_IN_MS;
  const startedAt = new Date(Date.now() + BEGIN_IN_MS);
  const clock = new RunClock(begin, stopped.promise);
  for (const worker of workers) worker.begin(begin);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  onBegin(clock);
  try {
    teller.enter(() => stageAt(Math.max(0, clock.elapsed()), timetable));
    await takeSeconds({ server, workers, timetable, teller, clock, stopped: stopped.promise });
    teller.enter(() => ({ stage: "settling", done: 0, total: 0 }));
    const outcomes = await Promise.all(workers.map((worker) => worker.done));
    const ended = signal.aborted ? "interrupted" : "complete";
    return { outcomes: new Outcomes(outcomes, timetable), startedAt, ended };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

interface Watch extends Omit<Conductor, "signal" | "onBegin"> {
  clock: RunClock;
  stopped: Promise<void>;
}

/** Puts the figures of each second together, to the last one or until the run is ended early. */
async function takeSeconds({ server, workers, timetable, teller, clock, stopped }: Watch): Promise<void> {
  const sampler = new ProcessSampler(
    server.process?.pid,
    workers.map(({ pid }) => pid),
  );
  const metrics = new GatewayMetrics(server.url);
  try {
    await clock.at(0);
    sampler.take();
    await metrics.take();
    for (let at = 1; at <= timetable.seconds; at++) {
      await clock.at(at * 1000);
      const processes = sampler.take();
      const told = Promise.all([metrics.take(), ...workers.map((worker) => worker.second(at))]);
      const parts = await Promise.race([told, stopped]);
      if (parts === undefined) return;
      const [gateway, ...seconds] = parts;
      teller.seconds.push(secondOf(at, { workers: seconds, processes, gateway }, timetable));
      teller.tell();
    }
  } catch (error) {
    if (!(error instanceof RunEnded)) throw error;
  }
}

function stageAt(ms: number, { plateauMs, rampDownMs, endMs }: Timetable) {
  const within = (from: number, to: number) => ({
    done: Math.min(ms, to) - from,
    total: to - from,
  });
  if (ms < plateauMs) return { stage: "ramp-up" as const, ...within(0, plateauMs) };
  if (ms < rampDownMs || endMs === rampDownMs) {
    return { stage: "plateau" as const, ...within(plateauMs, rampDownMs) };
  }
  return { stage: "ramp-down" as const, ...within(rampDownMs, endMs) };
}
