import { type MessageEvent, placeKey } from "@hubbub/client";

/** They are told when none came for so long, in ms, … */
const QUIET_MS = 300;
/** … or when the first one has waited for so long. */
const LONGEST_MS = 2_000;

/** What is to be told of one channel. */
export interface Gathered {
  newest: MessageEvent;
  /** Seq of the oldest one. */
  first: number;
  /** Messages, the newest among them. */
  count: number;
}

/**
 * Gathers messages that come together, as all do that came while the connection was lost, and gives them away together,
 * each channel once. It holds one message for each channel and thread.
 */
export class Gatherer {
  readonly #isWanted: (message: MessageEvent) => boolean;
  readonly #give: (gathered: Gathered[]) => void;
  readonly #places = new Map<string, Gathered>();
  #since = 0;
  #timer: Timer | undefined;

  /** `isWanted` is asked when they are given away: what it goes by may come after the message, as that its thread is followed. */
  constructor(isWanted: (message: MessageEvent) => boolean, give: (gathered: Gathered[]) => void) {
    this.#isWanted = isWanted;
    this.#give = give;
  }

  /** `why` keeps apart what may be wanted for another reason. */
  add(message: MessageEvent, why: string): void {
    if (this.#places.size === 0) this.#since = performance.now();
    merge(this.#places, `${placeKey(message.channel, message.thread)} ${why}`, one(message));
    clearTimeout(this.#timer);
    const left = this.#since + LONGEST_MS - performance.now();
    this.#timer = setTimeout(() => this.#end(), Math.max(0, Math.min(QUIET_MS, left)));
  }

  /** Forgets what it has. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#places.clear();
  }

  #end(): void {
    const channels = new Map<number, Gathered>();
    for (const each of this.#places.values())
      if (this.#isWanted(each.newest)) merge(channels, each.newest.channel, each);
    this.#places.clear();
    if (channels.size > 0) this.#give([...channels.values()]);
  }
}

function one(message: MessageEvent): Gathered {
  return { newest: message, first: message.seq, count: 1 };
}

function merge<Key>(all: Map<Key, Gathered>, key: Key, added: Gathered): void {
  const known = all.get(key);
  if (known === undefined) return void all.set(key, added);
  all.set(key, {
    newest: known.newest.seq > added.newest.seq ? known.newest : added.newest,
    first: Math.min(known.first, added.first),
    count: known.count + added.count,
  });
}
