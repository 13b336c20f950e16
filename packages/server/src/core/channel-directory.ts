import type { ChannelRow } from "../store/store.ts";

/** What of the store the directory asks. */
export type ReadChannels = (ids: readonly number[]) => Promise<ChannelRow[]>;

/** Channels that are read at once. */
const AT_ONCE = 1_000;

/**
 * The channels that users of this node are members of, each as one object that they share and that is kept up to date,
 * so that a send is checked without waiting. Its `head` is that of when it was read.
 */
export class ChannelDirectory {
  readonly #channels = new Map<number, ChannelRow>();

  constructor(private readonly readChannels: ReadChannels) {}

  get(id: number): ChannelRow | undefined {
    return this.#channels.get(id);
  }

  /** Resolves when all of these that exist are known. Rejects as the store does. */
  async know(ids: readonly number[]): Promise<void> {
    const unknown = ids.filter((id) => !this.#channels.has(id));
    if (unknown.length > 0) this.#take(await this.readChannels(unknown));
  }

  /** Takes a channel that was told as a whole, if it is not known yet. */
  learn(row: ChannelRow): void {
    if (!this.#channels.has(row.id)) this.#channels.set(row.id, row);
  }

  /** Reads a channel again that was changed, if it is known here. */
  async refresh(id: number): Promise<void> {
    if (this.#channels.has(id)) this.#take(await this.readChannels([id]));
  }

  /** Reads all again that are known here. */
  async refreshAll(): Promise<void> {
    const ids = [...this.#channels.keys()];
    for (let at = 0; at < ids.length; at += AT_ONCE)
      this.#take(await this.readChannels(ids.slice(at, at + AT_ONCE)));
  }

  #take(rows: readonly ChannelRow[]): void {
    for (const row of rows) {
      const known = this.#channels.get(row.id);
      if (known) Object.assign(known, row);
      else this.#channels.set(row.id, row);
    }
  }
}
