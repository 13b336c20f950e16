import type { Ask } from "./ask.ts";
import { Delayed } from "./delayed.ts";
import { type OwnState, placeKey } from "./own-state.ts";
import { ReadCursors } from "./read-cursors.ts";

/** Who scrolls reads on and on: the server is told where they have stopped. */
const DELAY_MS = 500;

export interface ReadingOptions {
  own: OwnState;
  ask: Ask;
  /** The cursor of a channel is another one. */
  moved: (channel: number) => void;
  failed: (error: unknown) => void;
}

/** How far the user has read: counts here at once, and is told the server after a moment. */
export class Reading {
  readonly #options: ReadingOptions;
  readonly #cursors = new ReadCursors();
  readonly #delayed = new Delayed(DELAY_MS);

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  /** The cursor in a channel; undefined if the user is not in it. */
  of(channel: number): number | undefined {
    const mine = this.#options.own.channel(channel)?.mine;
    return mine === undefined ? undefined : this.#cursors.over(channel, mine.read);
  }

  markRead(channel: number, thread: number, seq: number): void {
    const { own, moved } = this.#options;
    if (thread === 0) {
      if (seq <= (this.of(channel) ?? Infinity)) return;
      this.#cursors.set(channel, seq);
      moved(channel);
    } else if (seq <= (own.followed(channel, thread)?.read ?? 0)) return;
    this.#delayed.set(placeKey(channel, thread), () => void this.#tell(channel, thread, seq));
  }

  /** Marks unread from this seq on. Rejects as `Ask` does. */
  async markUnread(channel: number, thread: number, seq: number): Promise<void> {
    this.flush();
    this.#cursors.forget(channel);
    await this.#options.ask("markRead", { channel, thread, seq: seq - 1, back: true });
  }

  /** The server says that the cursor is here. */
  told(channel: number, read: number): void {
    this.#cursors.told(channel, read);
  }

  forget(channel: number): void {
    this.#cursors.forget(channel);
  }

  flush(): void {
    this.#delayed.flush();
  }

  async #tell(channel: number, thread: number, seq: number): Promise<void> {
    try {
      await this.#options.ask("markRead", { channel, thread, seq });
      if (thread === 0) this.#cursors.answered(channel, seq);
    } catch (error) {
      this.#cursors.forget(channel);
      this.#options.failed(error);
    }
  }
}
