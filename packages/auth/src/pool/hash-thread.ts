/* oxlint-disable unicorn/require-post-message-target-origin -- that is for windows; threads have no origin */
import type { HashAnswer, HashJob } from "./hash-job.ts";

/** One hash worker seen from the main thread. It takes one job at a time. */
export class HashThread {
  readonly #worker: Worker;
  #settle: { resolve: (answer: HashAnswer) => void; reject: (error: Error) => void } | undefined;
  #gone = false;

  /** `onGone` is called once if the thread ends by itself (its job, if any, is rejected then). */
  constructor(script: URL, onGone: (thread: HashThread) => void) {
    this.#worker = new Worker(script.href, { smol: true });
    this.#worker.addEventListener("message", (event: MessageEvent<HashAnswer>) => {
      const settle = this.#settle;
      this.#settle = undefined;
      settle?.resolve(event.data);
    });
    const gone = (reason: string) => {
      if (this.#gone) return;
      this.#gone = true;
      this.#settle?.reject(new Error(`The hash worker ended: ${reason}`));
      this.#settle = undefined;
      this.#worker.terminate();
      onGone(this);
    };
    this.#worker.addEventListener("error", (event: ErrorEvent) => {
      event.preventDefault();
      gone(event.message);
    });
    this.#worker.addEventListener("close", () => gone("its thread exited"));
  }

  /** Must not be called while a job is under way. */
  run(job: HashJob): Promise<HashAnswer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#worker.postMessage(job);
    });
  }

  /** Ends the thread, which must be idle. */
  end(): void {
    this.#gone = true;
    this.#worker.terminate();
  }
}
