/**
 * Resolves with the reason when the process has to end: SIGTERM, SIGINT, or, if it was started with an IPC channel,
 * its parent's end. SIGINT, which a terminal sends to both, is then the parent's to act on.
 */
export function stopRequested(): Promise<string> {
  return new Promise((resolve) => {
    process.on("SIGTERM", () => resolve("SIGTERM"));
    process.on("SIGINT", () => process.connected || resolve("SIGINT"));
    if (process.send) process.on("disconnect", () => resolve("the parent process is gone"));
  });
}
