/** Timers take no longer times, in ms: a day. */
const LONGEST_MS = 86_400_000;
/** When it is tried again after the store has failed. */
const RETRY_MS = 1_000;

export interface SchedulePorts<Due> {
  /** When the next one is due, in ms since 1970 UTC; undefined if none waits. */
  next(): Promise<number | undefined>;
  /** The one that is due the longest; undefined if none is. */
  due(now: number): Promise<Due | undefined>;
  /** Sends one, or notes why it can't be: it isn't due any more after. */
  send(due: Due): Promise<void>;
  failed(error: unknown): void;
}

/** Sends messages when they are due, one after the other. What waits is in the store alone: a timer knows the next time. */
export class Schedule<Due> {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wakesAt = Infinity;
  #running: Promise<void> | undefined;
  /** The timer has rung while messages were being sent. */
  #again = false;
  #closed = false;

  constructor(private readonly ports: SchedulePorts<Due>) {}

  /** Something is due at this time, in ms since 1970 UTC; 0: look now. */
  wake(at: number): void {
    if (this.#closed || at >= this.#wakesAt) return;
    this.#wakesAt = at;
    clearTimeout(this.#timer);
    const wait = Math.min(Math.max(at - Date.now(), 0), LONGEST_MS);
    this.#timer = setTimeout(() => this.#run(), wait);
  }

  /** Resolves when nothing is being sent any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #run(): void {
    this.#wakesAt = Infinity;
    if (this.#running) this.#again = true;
    else this.#running = this.#sendAll().finally(() => this.#sent());
  }

  #sent(): void {
    this.#running = undefined;
    if (this.#again) this.wake(0);
    this.#again = false;
  }

  async #sendAll(): Promise<void> {
    try {
      for (;;) {
        const due = this.#closed ? undefined : await this.ports.due(Date.now());
        if (due === undefined) break;
        await this.ports.send(due);
      }
      const next = await this.ports.next();
      if (next !== undefined) this.wake(next);
    } catch (error) {
      this.ports.failed(error);
      this.wake(Date.now() + RETRY_MS);
    }
  }
}
