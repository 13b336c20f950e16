/** What a shell shows for a command that Ctrl-C ended. */
const INTERRUPTED = 130;
/** What a shell shows for a command whose reader went away. */
const UNREAD = 141;
/** What was asked for can't be. */
const REFUSED = 2;
/** Something was in the way. */
const PREVENTED = 3;
const STOPS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The exit codes, in a line for the help. */
export const EXIT_CODES =
  "Exit codes: 0 all thresholds met, 1 one was missed, 2 wrong usage, 3 it could not be run, 130 interrupted.";

/**
 * Does the work to its end. The first Ctrl-C (or SIGTERM, SIGHUP) aborts the signal, for the work to end early in
 * order, and the exit code is 130; the second ends the process at once. When nobody reads the output any more, the
 * work ends early too, quietly. What can't be done is said in a sentence, with exit code 3, or 2 if it is about what
 * was asked for.
 */
export async function untilStopped(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  let unread = false;
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(INTERRUPTED);
    stop.abort();
  };
  const outputFailed = (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    unread = true;
    stop.abort();
  };
  for (const signal of STOPS) process.on(signal, interrupt);
  process.stdout.on("error", outputFailed);
  const { OptionsRefused, OutputRefused, ResultRefused, RunFailed, RunInterrupted } =
    await import("@hubbub/load");
  try {
    await work(stop.signal);
  } catch (error) {
    const known = [OptionsRefused, OutputRefused, ResultRefused, RunFailed, RunInterrupted];
    if (!known.some((kind) => error instanceof kind)) throw error;
    if (!unread) console.error((error as Error).message);
    process.exitCode = error instanceof OptionsRefused ? REFUSED : PREVENTED;
  } finally {
    for (const signal of STOPS) process.off(signal, interrupt);
  }
  if (stop.signal.aborted) process.exitCode = unread ? UNREAD : INTERRUPTED;
}
