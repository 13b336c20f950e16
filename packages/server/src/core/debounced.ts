/** Runs something once, a moment after the first of any number of requests. */
export class Debounced {
  #timer: Timer | undefined;

  /** `ms` is the moment; `run` gives whether it left something to do, for another moment. */
  constructor(
    private readonly ms: number,
    private readonly run: () => boolean,
  ) {}

  request(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.run()) this.request();
    }, this.ms);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
