import { reportUncaught } from "./emitter.ts";

/** A value that changes, as React's `useSyncExternalStore(it.subscribe, () => it.current)` takes it. */
export interface Observable<T> {
  /** Immutable, and the same object until something in it has changed. */
  readonly current: T;
  /** Calls `listener` after changes, once for all of one turn; the function given back takes it away again. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** An observable that is made anew, when somebody looks, after its owner has said that it changed. */
export class Source<T> implements Observable<T> {
  readonly #make: () => T;
  readonly #listeners = new Set<() => void>();
  #value: { made: T } | undefined;
  #telling = false;

  constructor(make: () => T) {
    this.#make = make;
  }

  get current(): T {
    this.#value ??= { made: this.#make() };
    return this.#value.made;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    // Its own function, so that a listener that is added twice is two listeners.
    const each = () => listener();
    this.#listeners.add(each);
    return () => this.#listeners.delete(each);
  };

  /** For the owner alone. */
  changed(): void {
    this.#value = undefined;
    if (this.#telling || this.#listeners.size === 0) return;
    this.#telling = true;
    queueMicrotask(() => this.#tell());
  }

  #tell(): void {
    this.#telling = false;
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        reportUncaught(error);
      }
    }
  }
}
