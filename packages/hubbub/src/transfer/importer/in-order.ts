/** Calls under way at most. */
const AHEAD = 2;

/** Lets a few calls be under way at a time, begun in order; the first that fails is told to who goes on, or waits. */
export class InOrder {
  #running: Promise<void>[] = [];

  /** Begins `work` when there is room. */
  async add(work: () => Promise<void>): Promise<void> {
    while (this.#running.length >= AHEAD) await this.#running.shift();
    const running = work();
    // Who waits for it is told; nobody may be waiting yet.
    running.catch(() => {});
    this.#running.push(running);
  }

  async settle(): Promise<void> {
    for (const running of this.#running.splice(0)) await running;
  }
}
