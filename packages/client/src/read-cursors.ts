/**
 * Where the user has read to, ahead of the server: what was read here counts at once, until the server tells of it.
 */
export class ReadCursors {
  readonly #ahead = new Map<number, { seq: number; answered: boolean }>();

  /** The cursor to show where the server's is `read`. */
  over(channel: number, read: number): number {
    return Math.max(read, this.#ahead.get(channel)?.seq ?? 0);
  }

  set(channel: number, seq: number): void {
    this.#ahead.set(channel, { seq, answered: false });
  }

  /** The server has taken it, so its next word on the channel counts. */
  answered(channel: number, seq: number): void {
    const ahead = this.#ahead.get(channel);
    if (ahead?.seq === seq) ahead.answered = true;
  }

  /** The server's cursor is here. */
  told(channel: number, read: number): void {
    const ahead = this.#ahead.get(channel);
    if (ahead !== undefined && (ahead.answered || read >= ahead.seq)) this.#ahead.delete(channel);
  }

  forget(channel: number): void {
    this.#ahead.delete(channel);
  }
}
