import type { MessageView, Observable, ViewSnapshot } from "@hubbub/client";

/** What a list shows at one moment. */
export type Frame = ViewSnapshot;

/** A view as the screen takes it: one change in a frame of the screen, however many messages come. */
export class ViewFrames implements Observable<Frame> {
  readonly #view: MessageView;
  readonly #listeners = new Set<() => void>();
  #shown: Frame;
  #request: number | undefined;
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
    this.#request ??= requestAnimationFrame(() => {
      this.#request = undefined;
      this.#show();
    });
  }

  #show(): void {
    this.#shown = this.#view.current;
    for (const listener of this.#listeners) listener();
  }
}
