import { LoadWorker } from "./load-worker.ts";
import { type FromWorker, type ToWorker } from "./messages.ts";

/**
 * The life of a generator process, which a run starts with an IPC channel: it does what it is told over it, and ends
 * when told, or with the run.
 */
export function runWorker(): void {
  if (process.send === undefined) {
    console.error('A generator process is started by "hubbub load run", not by hand.');
    process.exitCode = 2;
    return;
  }
  let worker: LoadWorker | undefined;
  process.on("message", (message: ToWorker) => {
    switch (message.type) {
      case "prepare":
        worker = new LoadWorker(message, tell);
        worker.prepare().then(() => tell({ type: "ready" }), fail);
        return;
      case "begin":
        worker!.run(message.at).then((outcome) => tell({ type: "done", outcome }), fail);
        return;
      case "stop":
        return worker!.stop();
    }
  });
  // A terminal sends Ctrl-C to this process, too: it is the run's to act on.
  process.on("SIGINT", () => {});
  process.on("disconnect", () => process.exit());
  tell({ type: "started" });
}

function tell(message: FromWorker): void {
  process.send?.(message);
}

function fail(error: unknown): void {
  tell({ type: "failed", message: error instanceof Error ? error.message : String(error) });
}
