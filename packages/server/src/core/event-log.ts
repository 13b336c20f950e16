import { frameEntries, type NumberedEntry } from "@hubbub/protocol";

import type { Bus } from "../bus/bus.ts";
import { Refusal } from "../errors.ts";
import { type AppendResult, type NewEntry, type Store, StoreUnavailable } from "../store/store.ts";
import { Batch } from "./shared-frame.ts";

/** Bytes of entries that may wait for their commit; past it sends are refused, to be tried again. */
const WAITING_BYTES = 32 * 1024 * 1024;
/** Entries of one commit at most. */
const COMMIT_ENTRIES = 4096;
/** After a commit the next one waits for so many times its cost, but not for longer than REST_MAX_MS. */
const REST_FACTOR = 4;
const REST_MAX_MS = 4;
/** When a refused send may be tried again, in ms. */
const RETRY_MS = 500;

interface Waiting {
  entry: NewEntry;
  /** See Batch. */
  since: number;
  resolve(result: AppendResult): void;
  reject(error: unknown): void;
}

/** How often to commit. */
export interface CommitPace {
  /** Ms from the start of one commit to the start of the next, at least. */
  readonly commitSpacing: number;
  /** Whether each event is published for itself, instead of with those of its channel in the same commit. */
  readonly single: boolean;
}

export interface LogMetrics {
  /** A commit of so many entries took so many ms. */
  committed(entries: number, ms: number): void;
  /** So many events are in the logs, and on their way to subscribers. */
  published(events: number): void;
  /** A send was refused since too many wait. */
  refused(): void;
}

/** Who wants to know how far the logs have come. Called for every batch: it may do no more than take note. */
export interface LogNews {
  appended(channel: number, head: number): void;
}

/**
 * Group commit: what arrives while a commit is under way becomes the next one, and under load a commit waits for
 * more, since its events would wait for the next flush anyway. Events are handed to the bus
 * only after their commit (P1).
 */
export class EventLog {
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #committing: Promise<void> | undefined;

  constructor(
    private readonly store: Store,
    private readonly bus: Pick<Bus, "publish">,
    private readonly metrics: LogMetrics,
    private readonly pace: CommitPace,
    private readonly news: LogNews,
  ) {}

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when the entry is durable and has been handed to the bus. Rejects with Refusal `unavailable`. */
  append(entry: NewEntry): Promise<AppendResult> {
    if (this.#waitingBytes + entry.entry.length > WAITING_BYTES) {
      this.metrics.refused();
      return Promise.reject(
        new Refusal("unavailable", "Too many messages wait for the disk. Send it again a little later.", {
          retryAfterMs: RETRY_MS,
        }),
      );
    }
    this.#waitingBytes += entry.entry.length;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, since: performance.now(), resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /** Hands over entries that the store has committed on their own (a join, say); `since`: see Batch. */
  publish(channel: number, entries: readonly NumberedEntry[], since: number): void {
    const [first, last] = [entries[0], entries.at(-1)];
    if (first && last) {
      this.metrics.published(entries.length);
      this.bus.publish(new Batch(channel, first.seq, last.seq, frameEntries(channel, entries), since));
      this.news.appended(channel, last.seq);
    }
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    while (this.#committing) await this.#committing;
  }

  async #commitAll(): Promise<void> {
    // What comes in the same turn goes into the same commit.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const start = performance.now();
      await this.#commit(this.#take());
      const cost = performance.now() - start;
      const rest = Math.max(this.pace.commitSpacing - cost, Math.min(REST_MAX_MS, REST_FACTOR * cost));
      // A timer's grain is 1 ms: less than that is no rest.
      if (rest >= 1) await Bun.sleep(rest);
    }
    this.#committing = undefined;
  }

  #take(): Waiting[] {
    const taken =
      this.#waiting.length <= COMMIT_ENTRIES ? this.#waiting : this.#waiting.slice(0, COMMIT_ENTRIES);
    this.#waiting = taken === this.#waiting ? [] : this.#waiting.slice(COMMIT_ENTRIES);
    for (const { entry } of taken) this.#waitingBytes -= entry.entry.length;
    return taken;
  }

  async #commit(batch: Waiting[]): Promise<void> {
    const start = performance.now();
    let results: AppendResult[];
    try {
      results = await this.store.append(batch.map(({ entry }) => entry));
    } catch (error) {
      for (const { reject } of batch) reject(asRefusal(error));
      return;
    }
    this.metrics.committed(batch.length, performance.now() - start);
    this.#publishAll(batch, results);
    for (let i = 0; i < batch.length; i++) batch[i]!.resolve(results[i]!);
  }

  #publishAll(batch: readonly Waiting[], results: readonly AppendResult[]): void {
    const byChannel = new Map<number, { entries: NumberedEntry[]; since: number }>();
    for (let i = 0; i < batch.length; i++) {
      const result = results[i]!;
      if (result.outcome !== "appended") continue;
      const { entry: sent, since } = batch[i]!;
      const { channel, entry } = sent;
      const numbered = { seq: result.seq, entry };
      const known = byChannel.get(channel);
      if (this.pace.single) this.publish(channel, [numbered], since);
      else if (known) known.entries.push(numbered);
      else byChannel.set(channel, { entries: [numbered], since });
    }
    for (const [channel, { entries, since }] of byChannel) this.publish(channel, entries, since);
  }
}

/** What a client is told when the store failed. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof StoreUnavailable)) return error;
  return new Refusal("unavailable", "The server can't write just now. Try again a little later.", {
    retryAfterMs: RETRY_MS,
  });
}
