import type { MessageView, Observable, ViewSnapshot } from "@hubbub/client";

/** What a list shows at one moment. */
export type Frame = ViewSnapshot;

/**
 * A view as the screen takes it: one change in a frame of the screen, however many messages come. After a change
 * the list rests for twice as long as it took, so that keys, scrolling and the rest of the page have their time.
 */
export class ViewFrames implements Observable<Frame> {
  readonly #view: MessageView;
  readonly #listeners = new Set<() => void>();
  #shown: Frame;
  #request: number | undefined;
  /** No change is shown before, on performance.now()'s clock. */
  #restsUntil = 0;
  #off: (() => void) | undefined;

  constructor(view: MessageView) {
    this.#view = view;
    this.#shown = view.current;
  }

  get current(): Frame {
    return this.#shown;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#off === undefined) {
      this.#off = this.#view.subscribe(() => this.#schedule());
      this.#schedule();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#off?.();
      this.#off = undefined;
      if (this.#request !== undefined) cancelAnimationFrame(this.#request);
      this.#request = undefined;
    };
  };

  #schedule(): void {
    // What is waited for is shown at once.
    if (this.#shown.loading && !this.#view.current.loading) return this.#show();
    this.#request ??= requestAnimationFrame((now) => {
      this.#request = undefined;
      if (now < this.#restsUntil) this.#schedule();
      else this.#show();
    });
  }

  #show(): void {
    const begun = performance.now();
    // A message that is posted in a frame's callback comes after that frame was painted.
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      const now = performance.now();
      this.#restsUntil = now + 2 * (now - begun);
      port1.close();
    });
    port1.start();
    port2.postMessage(undefined);
    this.#shown = this.#view.current;
    for (const listener of this.#listeners) listener();
  }
}
