import type { MessageState, MessageView, Observable, ViewSnapshot } from "@hubbub/client";

/** What a list shows at one moment. */
export interface Frame extends ViewSnapshot {
  /** Differs from the frame before at its beginning alone: messages were put in front, or let go there. */
  shift: boolean;
  /** Another number where no message of the frame before is left. */
  generation: number;
}

/**
 * A view as a virtual list takes it: one change in a frame of the screen, however many messages come, and what changes
 * at both ends in two steps, so that the list can hold what is seen in its place. After the first step was rendered,
 * call `advance` for the second.
 */
export class ViewFrames implements Observable<Frame> {
  readonly #view: MessageView;
  readonly #listeners = new Set<() => void>();
  #shown: Frame;
  #next: Frame | undefined;
  #request: number | undefined;
  #off: (() => void) | undefined;

  constructor(view: MessageView) {
    this.#view = view;
    this.#shown = { ...view.current, shift: false, generation: 0 };
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

  /** Shows what the view has now, without waiting for the screen. */
  readonly flush = (): void => {
    const { current } = this.#view;
    [this.#shown, this.#next] = steps(this.#next ?? this.#shown, current);
    this.#tell();
  };

  /** Shows the second step, if there is one. */
  readonly advance = (): void => {
    if (this.#next === undefined) return;
    this.#shown = this.#next;
    this.#next = undefined;
    this.#tell();
  };

  #schedule(): void {
    this.#request ??= requestAnimationFrame(() => {
      this.#request = undefined;
      this.flush();
    });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The frame that follows one, and the one after it. */
export function steps(shown: Frame, next: ViewSnapshot): [Frame, Frame?] {
  const { generation } = shown;
  const [first, nextFirst] = [firstOf(shown.messages), firstOf(next.messages)];
  if (first === 0 || nextFirst === 0 || first === nextFirst) return [{ ...next, shift: false, generation }];
  if (nextFirst > lastOf(shown.messages) || lastOf(next.messages) < first)
    return [{ ...next, shift: false, generation: generation + 1 }];
  // What comes is put there first: while messages are missing at both ends, the list may be too short to be where it is.
  if (nextFirst < first) {
    const added = next.messages.filter(({ seq }) => seq < first);
    const { moreBefore } = next;
    const begun: Frame = { ...shown, messages: [...added, ...shown.messages], moreBefore, shift: true };
    return [begun, { ...next, shift: false, generation }];
  }
  const gone = shown.messages.filter(({ seq }) => seq < nextFirst);
  const { moreBefore } = shown;
  const begun: Frame = {
    ...next,
    messages: [...gone, ...next.messages],
    moreBefore,
    shift: false,
    generation,
  };
  return [begun, { ...next, shift: true, generation }];
}

function firstOf(messages: readonly MessageState[]): number {
  return messages[0]?.seq ?? 0;
}

function lastOf(messages: readonly MessageState[]): number {
  return messages.at(-1)?.seq ?? 0;
}
