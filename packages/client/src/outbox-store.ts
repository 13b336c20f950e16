/** A message that waits to be sent, or for the answer that it was. */
export interface OutboxEntry {
  /** Makes the send idempotent; also the entry's key. */
  clientId: string;
  /** Whose message it is: it is sent in no other user's name. */
  user: number;
  channel: number;
  text: string;
  /** Seq of the message that it replies to in a thread. */
  thread?: number;
  /** A reply that is shown in the channel, too. */
  inChannel?: boolean;
  /** Ids of own uploads. */
  files?: readonly number[];
  /** In milliseconds since 1970 UTC by the clock of this machine. */
  createdAt: number;
  /** Seq of the newest event of the channel that was known then: the message comes later. */
  after?: number;
}

/**
 * Where messages wait to be sent. A store that outlives the process lets them survive a restart or a reload: they
 * are sent under the same client id, so none is sent twice. Two clients that share a store do no harm.
 */
export interface OutboxStore {
  /** All entries, in the order in which they were added. */
  load(): Promise<OutboxEntry[]>;
  /** Resolves after the entry would survive what the store promises to survive. */
  add(entry: OutboxEntry): Promise<void>;
  /** An entry that isn't there (any more) is no error. */
  remove(clientId: string): Promise<void>;
}

/** Lasts as long as the process. */
export class MemoryOutbox implements OutboxStore {
  readonly #entries = new Map<string, OutboxEntry>();

  async load(): Promise<OutboxEntry[]> {
    return [...this.#entries.values()];
  }

  async add(entry: OutboxEntry): Promise<void> {
    this.#entries.set(entry.clientId, entry);
  }

  async remove(clientId: string): Promise<void> {
    this.#entries.delete(clientId);
  }
}
