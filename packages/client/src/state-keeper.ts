import { Delayed } from "./delayed.ts";
import type { SavedState, StateStore } from "./state-store.ts";

/** A store that is busy is not given each change by itself. */
const SAVE_DELAY_MS = 2_000;

export interface StateKeeperOptions {
  store: StateStore | undefined;
  /** What is to be kept now; undefined if there is nothing yet. */
  make: () => SavedState | undefined;
  failed: (error: unknown) => void;
}

/** Keeps a client's state in the caller's store. */
export class StateKeeper {
  readonly #options: StateKeeperOptions;
  readonly #saves = new Delayed(SAVE_DELAY_MS);

  constructor(options: StateKeeperOptions) {
    this.#options = options;
  }

  /** What was kept; undefined if nothing was, or it can't be read. */
  async load(): Promise<SavedState | undefined> {
    try {
      return await this.#options.store?.load();
    } catch (error) {
      this.#options.failed(error);
      return undefined;
    }
  }

  /** Something changed: it is kept within 2 s. */
  changed(): void {
    // The first change begins the delay, so that what changes all the time is kept, too.
    if (this.#options.store !== undefined && !this.#saves.has("")) this.#saves.set("", () => this.#save());
  }

  flush(): void {
    this.#saves.flush();
  }

  #save(): void {
    const { store, make, failed } = this.#options;
    const state = make();
    if (state !== undefined) store?.save(state).catch(failed);
  }
}
