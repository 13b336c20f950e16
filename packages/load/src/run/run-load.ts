import { type Result, type RunOptions } from "../result/result.ts";
import { thresholdsOf } from "../result/thresholds.ts";
import { RunEnded } from "../scenarios/scenario.ts";
import { assembleResult } from "./assemble-result.ts";
import { conduct } from "./conduct.ts";
import { moveToGeneratorCores } from "./cores.ts";
import { allowConnections } from "./open-files.ts";
import { perform } from "./perform.ts";
import { type RunPorts } from "./ports.ts";
import { type Preparation, prepareWorkers } from "./prepare-workers.ts";
import { ProgressTeller } from "./progress-teller.ts";
import { type RunClock } from "./run-clock.ts";
import { RunFailed, RunInterrupted } from "./run-failed.ts";
import { checkRunOptions, scenarioNamed } from "./run-options.ts";
import { type LoadedServer, provideServer } from "./server.ts";
import { Timetable } from "./timetable.ts";
import { type WorkerProcess } from "./worker-process.ts";

/**
 * Runs one load from nothing to its result, and leaves nothing behind. Rejects with OptionsRefused for what can't
 * be asked, with RunFailed if server, accounts or users could not be got ready, and with RunInterrupted if the signal
 * is aborted before the ramp-up; each message is a sentence.
 */
export async function runLoad(options: RunOptions, ports: RunPorts): Promise<Result> {
  const { self, onProgress, signal, thresholds: asked = {} } = ports;
  checkRunOptions(options);
  const scenario = scenarioNamed(options.scenario);
  const thresholds = thresholdsOf(options, scenario, asked);
  const timetable = new Timetable(options, scenario);
  allowConnections(options.users);

  await using stack = new AsyncDisposableStack();
  if (options.pinned) stack.defer(moveToGeneratorCores());
  const teller = stack.use(new ProgressTeller(options, onProgress));
  const server = await provide(options, { self, signal, stack });
  if (server.data !== undefined) ports.onServer?.(server.data);
  const begun = Promise.withResolvers<RunClock>();
  begun.promise.catch(() => {});
  stack.defer(() => begun.reject(new RunEnded("The run was ended before it had begun.")));
  const onBegin = (clock: RunClock) => begun.resolve(stack.use(clock));
  const performance = perform(scenario, { options, server, begun: begun.promise });
  // If it fails, it is heard of below.
  performance.done.catch(() => {});
  const workers = await prepare({ options, scenario, server, self, teller, signal, stack });
  const run = conduct({ server, workers, timetable, teller, signal, onBegin });
  const [conducted] = await Promise.all([run, performance.done]);
  const ended = server.process?.running === false;
  teller.enter(() => ({ stage: "done", done: 0, total: 0 }));
  return assembleResult({
    ...conducted,
    options,
    scenario,
    seconds: teller.seconds,
    thresholds,
    noted: performance.noted,
    serverEnded: ended ? server.process!.said : undefined,
  });
}

/** Starts or finds the server; if that was interrupted, what failed thereby is no matter. */
async function provide(
  options: RunOptions,
  from: Parameters<typeof provideServer>[1],
): Promise<LoadedServer> {
  try {
    return await provideServer(options, from);
  } catch (error) {
    throw from.signal.aborted ? new RunInterrupted() : error;
  }
}

/** Gets the users in; says what was in the way in the words of who knows it best. */
async function prepare(preparation: Preparation): Promise<WorkerProcess[]> {
  try {
    return await prepareWorkers(preparation);
  } catch (error) {
    const { server, signal } = preparation;
    if (signal.aborted) throw new RunInterrupted();
    if (server.process?.running !== false) throw error;
    throw new RunFailed(`The server ended. ${server.process.said}`.trim(), { cause: error });
  }
}
