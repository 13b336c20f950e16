import { after } from "./wait.ts";

/** Work that is put off, so that of many requests for the same thing only the last is carried out. */
export class Delayed {
  readonly #ms: number;
  readonly #waiting = new Map<string, { run: () => void; stop: () => void }>();

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Runs `run` once nothing else was asked for under this key for a while. */
  set(key: string, run: () => void): void {
    this.#waiting.get(key)?.stop();
    this.#waiting.set(key, { run, stop: after(this.#ms, () => this.#run(key)) });
  }

  has(key: string): boolean {
    return this.#waiting.has(key);
  }

  /** Runs now what is waiting, before it is too late. */
  flush(): void {
    for (const key of this.#waiting.keys()) this.#run(key);
  }

  #run(key: string): void {
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    waiting?.stop();
    waiting?.run();
  }
}
