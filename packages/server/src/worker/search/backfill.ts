import type { Database } from "bun:sqlite";

import { CurrentMessages } from "./current-messages.ts";
import type { SearchChange, SearchMessage } from "./search-change.ts";

/** Messages that are held in memory, of all channels together, about; and of each. */
const HELD = 50_000;
const PAGE_LEAST = 4;
const PAGE_MOST = 500;

/** A channel whose messages are yet to be taken. */
interface Source {
  channel: number;
  /** The next messages, the newest first: they are taken from the end. */
  waiting: SearchMessage[];
  /** Seq of the last event that was read. */
  read: number;
}

/**
 * Takes what the logs had before the search followed them: messages of all channels by their time, as they read now. In that
 * order neighbours in time become neighbours in the file; channel after channel would write five times as much.
 */
export class Backfill {
  readonly #messages;
  readonly #save;
  readonly #unfinished;
  readonly #known;
  /** By the time of their next message, the earliest last; undefined before they were read. */
  #sources: Source[] | undefined;
  #pageEvents = PAGE_MOST;

  constructor(own: Database, chat: Database) {
    this.#messages = new CurrentMessages(chat);
    this.#save = own.prepare<unknown, [number, number, number]>(
      "INSERT OR REPLACE INTO search_backfill (channel, taken, done) VALUES (?, ?, ?)",
    );
    this.#unfinished = own.prepare<{ channel: number; taken: number }, []>(
      "SELECT channel, taken FROM search_backfill WHERE done = 0",
    );
    this.#known = own.prepare<unknown, [number]>("SELECT 1 FROM search_backfill WHERE channel = ?");
  }

  /** Takes all messages of those among these channels that were unknown. */
  learn(channels: Iterable<number>): void {
    for (const channel of channels) {
      if (this.#known.get(channel) === null) this.begin(channel);
    }
  }

  /** The channel's messages are taken, from the first on. */
  begin(channel: number): void {
    this.#save.run(channel, 0, 0);
    this.reset();
  }

  /** The search follows a channel's log from this event on: what lies before is taken, too, if it wasn't. */
  follows(channel: number, seq: number): void {
    if (this.#known.get(channel) !== null) return;
    if (seq === 1) this.#save.run(channel, 0, 1);
    else this.begin(channel);
  }

  /** Whether there is more to take. */
  get running(): boolean {
    return this.#sources === undefined ? this.#unfinished.get() !== null : this.#sources.length > 0;
  }

  /** Something in the channel has changed: what was read of it is read again. */
  changed(channel: number): void {
    const at = this.#sources?.findIndex((source) => source.channel === channel) ?? -1;
    if (at < 0) return;
    const [source] = this.#sources!.splice(at, 1);
    const next = source!.waiting.at(-1);
    this.#read({ channel, waiting: [], read: next === undefined ? source!.read : next.seq - 1 });
  }

  /** A transaction was rolled back: what was taken in it comes again. */
  reset(): void {
    this.#sources = undefined;
  }

  /** The next `most` messages by time, noted as taken, in the transaction that the caller has begun. */
  take(most: number): SearchChange[] {
    if (this.#sources === undefined) this.#open();
    const taken: SearchChange[] = [];
    const seqs = new Map<number, number>();
    while (taken.length < most) {
      const source = this.#sources!.pop();
      const message = source?.waiting.pop();
      if (source === undefined || message === undefined) break;
      taken.push({ kind: "message", ...message });
      seqs.set(source.channel, message.seq);
      if (source.waiting.length > 0) this.#place(source);
      else this.#read(source);
    }
    for (const source of this.#sources!) {
      const seq = seqs.get(source.channel);
      if (seq !== undefined) this.#save.run(source.channel, seq, 0);
    }
    return taken;
  }

  #open(): void {
    const rows = this.#unfinished.all();
    this.#sources = [];
    this.#pageEvents = Math.min(Math.max(Math.floor(HELD / rows.length), PAGE_LEAST), PAGE_MOST);
    for (const { channel, taken } of rows) this.#read({ channel, waiting: [], read: taken });
  }

  /** Reads on until there is a message; a channel without a further one is done. */
  #read(source: Source): void {
    for (;;) {
      const { messages, last } = this.#messages.after(source.channel, source.read, this.#pageEvents);
      if (last === undefined) {
        this.#save.run(source.channel, source.read, 1);
        return;
      }
      source.read = last;
      source.waiting = messages.toReversed();
      if (messages.length > 0) return this.#place(source);
    }
  }

  #place(source: Source): void {
    const sources = this.#sources!;
    const at = source.waiting.at(-1)!.at;
    let [low, high] = [0, sources.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sources[middle]!.waiting.at(-1)!.at > at) low = middle + 1;
      else high = middle;
    }
    sources.splice(low, 0, source);
  }
}
