/** Longest delay of a timer; a longer one would fire at once. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** Calls `done` after `ms`, at most 24 days; the function given back stops it. */
export function after(ms: number, done: () => void): () => void {
  const timer = setTimeout(done, Math.min(Math.max(ms, 0), TIMER_MAX_MS));
  return () => clearTimeout(timer);
}

/** Resolves after `ms`, or at once when the signal aborts: look at the signal then. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = () => {
      stop();
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const stop = after(ms, finish);
    signal.addEventListener("abort", finish);
  });
}
