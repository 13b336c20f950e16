/** Tells the runtime of an error that has no caller to go to, as an event target does. */
export function reportUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

/**
 * Typed events. Listeners are called in the order in which they were added, at the time of the event; one that
 * throws is reported as an uncaught error and keeps nobody else from the event.
 */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>();

  /** Adds a listener; the function given back takes it away again. */
  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => this.off(type, listener);
  }

  off<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): void {
    const listeners = this.#listeners.get(type);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(type);
  }

  /** The next event of the type, or the next one that `wanted` accepts. */
  once<K extends keyof Events>(
    type: K,
    wanted: (event: Events[K]) => boolean = () => true,
  ): Promise<Events[K]> {
    return new Promise((resolve) => {
      const off = this.on(type, (event) => {
        if (!wanted(event)) return;
        off();
        resolve(event);
      });
    });
  }

  /** How many listeners there are, of one type or of all. */
  listenerCount(type?: keyof Events): number {
    if (type !== undefined) return this.#listeners.get(type)?.size ?? 0;
    let count = 0;
    for (const listeners of this.#listeners.values()) count += listeners.size;
    return count;
  }

  /** Whether anybody listened. For the owner of the events alone. */
  protected emit<K extends keyof Events>(type: K, event: Events[K]): boolean {
    const listeners = this.#listeners.get(type);
    if (listeners === undefined) return false;
    // A copy: a listener that is added meanwhile waits for the next event.
    const present = [...listeners];
    for (const listener of present) {
      try {
        (listener as (event: Events[K]) => void)(event);
      } catch (error) {
        reportUncaught(error);
      }
    }
    return true;
  }
}
