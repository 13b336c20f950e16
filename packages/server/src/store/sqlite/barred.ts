/** How long a message may be on its way from its check to the writer, in ms, by far. */
const LASTS_MS = 60_000;

/**
 * Who was just kept from sending, so that nothing of theirs that was checked before, and is still on its way, is added
 * after the event that tells it. Later messages are refused by the gateway.
 */
export class Barred {
  readonly #until = new Map<string, number>();
  /** Added since `begin`. */
  #added: string[] = [];

  /** Keeps a user, or all (0), from sending to a channel. */
  bar(channel: number, user: number, ms = LASTS_MS): void {
    const now = performance.now();
    for (const [key, until] of this.#until) if (until <= now) this.#until.delete(key);
    const key = `${channel}:${user}`;
    this.#until.set(key, now + Math.min(ms, LASTS_MS));
    this.#added.push(key);
  }

  unbar(channel: number, user: number): void {
    this.#until.delete(`${channel}:${user}`);
  }

  has(channel: number, user: number): boolean {
    if (this.#until.size === 0) return false;
    const until = this.#until.get(`${channel}:${user}`) ?? this.#until.get(`${channel}:0`);
    return until !== undefined && until > performance.now();
  }

  /** What is added from now on may be undone. */
  begin(): void {
    this.#added = [];
  }

  undo(): void {
    for (const key of this.#added) this.#until.delete(key);
  }

  clear(): void {
    this.#until.clear();
  }
}
