import { after } from "./wait.ts";

/** A server takes 500 commands of a connection at once, and then 100 a second: the rest is for what people do. */
const AT_ONCE = 300;
const EVERY_MS = 12.5;

/**
 * Subscriptions to many channels on one connection, spread so that other commands get through between them. Those
 * that somebody looks at go first.
 */
export class Subscriptions {
  readonly #waiting = new Map<number, () => void>();
  #started = 0;
  #stopTimer: (() => void) | undefined;

  /** Another connection: nothing of the last one is wanted any more. */
  restart(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#waiting.clear();
    this.#started = 0;
  }

  /** Subscribes now, or when it is its turn. */
  add(channel: number, subscribe: () => void): void {
    if (this.#started < AT_ONCE) {
      this.#started += 1;
      return subscribe();
    }
    this.#waiting.set(channel, subscribe);
    this.#next();
  }

  /** Somebody looks at this channel. */
  hurry(channel: number): void {
    const subscribe = this.#waiting.get(channel);
    this.#waiting.delete(channel);
    subscribe?.();
  }

  #next(): void {
    this.#stopTimer ??= after(EVERY_MS, () => {
      this.#stopTimer = undefined;
      const [first] = this.#waiting.keys();
      if (first === undefined) return;
      this.hurry(first);
      this.#next();
    });
  }
}
