/** What a shell shows for a command that Ctrl-C ended. */
const INTERRUPTED = 130;
const STOPS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does the work to its end. The first Ctrl-C (or SIGTERM, SIGHUP) aborts the signal, for the work to end early in
 * order, and the exit code is 130; the second ends the process at once. What can't be done is said in a sentence, with
 * exit code 1, or 2 if it is about what was asked for.
 */
export async function untilStopped(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { OptionsRefused, OutputRefused, ResultRefused, RunFailed, RunInterrupted } =
    await import("@hubbub/load");
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(INTERRUPTED);
    stop.abort();
  };
  for (const signal of STOPS) process.on(signal, interrupt);
  try {
    await work(stop.signal);
  } catch (error) {
    const known = [OptionsRefused, OutputRefused, ResultRefused, RunFailed, RunInterrupted];
    if (!known.some((kind) => error instanceof kind)) throw error;
    console.error((error as Error).message);
    process.exitCode = error instanceof OptionsRefused ? 2 : 1;
  } finally {
    for (const signal of STOPS) process.off(signal, interrupt);
  }
  if (stop.signal.aborted) process.exitCode = INTERRUPTED;
}
