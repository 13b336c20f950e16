import { frameEntries } from "@hubbub/protocol";

import type { FlushSource } from "./flusher.ts";
import { Batch, SignalFrame } from "./shared-frame.ts";
import { type Subscriber, Topic } from "./topic.ts";

/** What the hub has to know of a channel before its events can be passed on. */
export interface LogPosition {
  epoch: number;
  head: number;
}

/** An earlier batch that doesn't come for so long was lost on its way, in ms. */
const HOLE_MS = 50;
/** What could not be fetched is tried again after so many ms. */
const RETRY_MS = 500;

/** What the hub asks of those around it; it knows neither store nor sockets. */
export interface HubPorts {
  /** Asks for the channel's batches of other nodes; resolves when each that is published from now on comes. */
  listen(channel: number): Promise<void>;
  /** They aren't wanted any more. */
  unlisten(channel: number): void;
  /** Epoch and head of a channel, read after this call; undefined if there is none. */
  position(channel: number): Promise<LogPosition | undefined>;
  /** The log's entries after `after`, one page, for what never arrived. */
  entriesAfter(channel: number, after: number): Promise<{ seq: number; entry: Uint8Array }[]>;
  /** What never arrived could not be fetched either; it is tried again. */
  failed(error: unknown): void;
  /** So many events were handed to subscribers; `since`: see Batch. */
  delivered(events: number, since: number | undefined): void;
  /** Something is pending. */
  wake(): void;
}

/**
 * Who on this node gets which channel's events. Local and remote events come in through `take`; each flush hands
 * what has gathered to the subscribers, channel after channel.
 */
export class Hub implements FlushSource {
  readonly #topics = new Map<number, Topic>();
  readonly #opening = new Map<number, Promise<Topic | undefined>>();
  /** Topics with events for the next flush, and those of the flush under way. */
  #dirty = new Set<Topic>();
  #round: Iterator<Topic> = [].values();
  readonly #fetching = new Set<Topic>();

  constructor(private readonly ports: HubPorts) {}

  get topics(): number {
    return this.#topics.size;
  }

  topic(channel: number): Topic | undefined {
    return this.#topics.get(channel);
  }

  /**
   * Adds a subscriber; it gets every event after the given head. Undefined if there is no such channel.
   * `stillWanted` is asked after waiting for the store, since a connection may have closed meanwhile.
   */
  async subscribe(
    channel: number,
    subscriber: Subscriber,
    stillWanted: () => boolean,
  ): Promise<LogPosition | undefined> {
    let topic = this.#topics.get(channel);
    // The topic may be dropped between its opening and this turn, if who opened it went away meanwhile.
    while (topic?.head === undefined || topic !== this.#topics.get(channel)) {
      topic = await this.#open(channel);
      if (!topic) return undefined;
    }
    // What came before goes to those who were there: the newcomer begins after the head.
    this.#seal(topic);
    if (stillWanted()) topic.subscribers.add(subscriber);
    this.#dropIfUnused(topic);
    return { epoch: topic.epoch, head: topic.head };
  }

  unsubscribe(channel: number, subscriber: Subscriber): void {
    const topic = this.#topics.get(channel);
    if (!topic) return;
    this.#seal(topic);
    topic.subscribers.delete(subscriber);
    topic.watchers?.delete(subscriber);
    this.#dropIfUnused(topic);
  }

  /** The one way in for committed events, of this node and of others, in any order. */
  take(batch: Batch): void {
    const topic = this.#topics.get(batch.channel);
    if (!topic) return;
    if (!topic.take(batch)) this.#fetchMissing(topic);
    else if (topic.hasHole) this.#watchHole(topic, HOLE_MS);
    this.#touch(topic);
  }

  /**
   * Gives subscribers what the logs have and nobody has told: `heads` were just read. For when batches of other nodes may
   * have been lost without a later one that would show it.
   */
  caughtUp(heads: readonly { channel: number; head: number }[]): void {
    for (const { channel, head } of heads) {
      const topic = this.#topics.get(channel);
      if (topic?.head !== undefined && topic.head < head) this.#fetchMissing(topic);
    }
  }

  /** Channels that somebody here is subscribed to. */
  channels(): number[] {
    return [...this.#topics.keys()];
  }

  /**
   * Resolves when the channel's subscribers have been given everything up to `head`, which the log was seen to
   * have: a reader of the log can be ahead of the commit's answer, and of the bus. So nobody who then subscribes
   * is told of an older head. Rejects as the store does.
   */
  async catchUp(channel: number, head: number): Promise<void> {
    const topic = this.#topics.get(channel);
    if (topic?.head !== undefined && topic.head < head) await this.#fill(topic);
  }

  /** Passes an unlogged frame on to the channel's subscribers but those of one user. */
  signal(channel: number, bytes: Uint8Array, exceptUser: number): void {
    this.#topics.get(channel)?.signal(new SignalFrame(bytes), exceptUser);
  }

  /** See FlushSource. */
  beginRound(): void {
    const round = this.#dirty;
    this.#dirty = new Set();
    this.#round = round.values();
    for (const topic of round) topic.announce();
  }

  /** See FlushSource. */
  sealNext(): boolean {
    const { value: topic, done } = this.#round.next();
    if (done === true) return false;
    this.#seal(topic);
    // What was pending until now has left with it.
    this.#dirty.delete(topic);
    return true;
  }

  get hasPending(): boolean {
    return this.#dirty.size > 0;
  }

  #seal(topic: Topic): void {
    const { since } = topic;
    this.ports.delivered(topic.seal(), since);
  }

  #touch(topic: Topic): void {
    this.#dirty.add(topic);
    this.ports.wake();
  }

  #open(channel: number): Promise<Topic | undefined> {
    const opening = this.#opening.get(channel);
    if (opening) return opening;
    // Registered before the store is asked, so that no event falls between its answer and the first delivery.
    const topic = new Topic(channel);
    this.#topics.set(channel, topic);
    const opened = this.ports
      .listen(channel)
      .then(() => this.ports.position(channel))
      .then((position) => {
        if (!position) this.#forget(topic);
        else if (!topic.open(position.epoch, position.head)) this.#fetchMissing(topic);
        return position && topic;
      })
      .catch((error: unknown) => {
        this.#forget(topic);
        throw error;
      })
      .finally(() => this.#opening.delete(channel));
    this.#opening.set(channel, opened);
    return opened;
  }

  #dropIfUnused(topic: Topic): void {
    if (topic.subscribers.size > 0 || this.#opening.has(topic.channel)) return;
    this.#forget(topic);
  }

  #forget(topic: Topic): void {
    clearTimeout(topic.holeTimer);
    this.#topics.delete(topic.channel);
    this.#dirty.delete(topic);
    this.ports.unlisten(topic.channel);
  }

  /** Waits for what should have come before; then the log is asked. */
  #watchHole(topic: Topic, ms: number): void {
    topic.holeTimer ??= setTimeout(() => {
      topic.holeTimer = undefined;
      if (topic.hasHole) this.#fetchMissing(topic);
    }, ms);
  }

  /** A batch got lost on its way here: the log has it. */
  #fetchMissing(topic: Topic): void {
    if (this.#fetching.has(topic) || topic.head === undefined) return;
    this.#fetching.add(topic);
    this.#fill(topic)
      .catch((error: unknown) => {
        this.ports.failed(error);
        this.#watchHole(topic, RETRY_MS);
      })
      .finally(() => this.#fetching.delete(topic));
  }

  async #fill(topic: Topic): Promise<void> {
    for (let whole = false; !whole;) {
      const read = await this.ports.entriesAfter(topic.channel, topic.head!);
      const entries = read.filter(({ seq }) => seq > topic.head!);
      const [first, last] = [entries[0], entries.at(-1)];
      if (!first || !last) return;
      const bytes = frameEntries(topic.channel, entries);
      whole = topic.take(new Batch(topic.channel, first.seq, last.seq, bytes));
      this.#touch(topic);
    }
  }
}
