import { type RunOptions, type Second } from "../result/result.ts";
import { type Progress } from "../view/progress.ts";

const TELL_MS = 200;

type Stage = Pick<Progress, "stage" | "done" | "total">;

/** Tells how far the run is: at each change of its stage, and some times a second. */
export class ProgressTeller implements Disposable {
  /** Of the run, to be added to. */
  readonly seconds: Second[] = [];
  readonly #options: RunOptions;
  readonly #onProgress: (progress: Progress) => void;
  readonly #timer: Timer;
  #read: () => Stage = () => ({ stage: "starting", done: 0, total: 0 });

  constructor(options: RunOptions, onProgress: (progress: Progress) => void) {
    this.#options = options;
    this.#onProgress = onProgress;
    this.#timer = setInterval(() => this.tell(), TELL_MS);
    this.tell();
  }

  /** From now on the stage is what `read` gives. */
  enter(read: () => Stage): void {
    this.#read = read;
    this.tell();
  }

  tell(): void {
    const server = this.#options.target ?? "own";
    this.#onProgress({ options: this.#options, ...this.#read(), seconds: this.seconds, server });
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
