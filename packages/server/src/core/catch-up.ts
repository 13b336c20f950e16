/** How often it is looked for what the bus may have lost, in ms: while its line is there, and while it isn't. */
const EVERY_MS = 10_000;
const EVERY_DOWN_MS = 500;
/** Channels, or users, of one question to the store. */
const AT_ONCE = 5_000;

export interface CatchUpPorts {
  /** Whether other nodes are heard. */
  up(): boolean;
  /** Channels with subscribers here, and the newest seqs of their logs. */
  channels(): number[];
  heads(channels: readonly number[]): Promise<{ channel: number; head: number }[]>;
  logsAre(heads: readonly { channel: number; head: number }[]): void;
  /** Users who are here, and the versions of their feeds. */
  users(): number[];
  versions(users: readonly number[]): Promise<{ user: number; version: number }[]>;
  feedsAre(versions: readonly { user: number; version: number }[]): void;
  /** Reads again what is the same for everybody in a channel, or on the server. */
  readShared(): Promise<void>;
  failed(error: unknown): void;
}

/**
 * Compares what this node has heard with the store, which is the truth: at times, all the time while the bus is down, and at
 * once when it is back. So whatever the bus loses is late, not lost.
 */
export class CatchUp {
  #timer: Timer | undefined;
  #running: Promise<void> | undefined;
  /** Something may have been missed that is the same for all. */
  #sharedDue = false;
  /** It was asked for while it ran. */
  #again = false;
  #closed = false;

  constructor(private readonly ports: CatchUpPorts) {}

  start(): void {
    this.#wait(this.ports.up() ? EVERY_MS : EVERY_DOWN_MS);
  }

  /** Looks at once, at everything. */
  now(): void {
    this.#sharedDue = true;
    if (this.#running === undefined) this.#run();
    else this.#again = true;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wait(ms: number): void {
    if (!this.#closed) this.#timer = setTimeout(() => this.#run(), ms);
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#running = this.#compare()
      .then(() => (this.ports.up() ? EVERY_MS : EVERY_DOWN_MS))
      .catch((error: unknown) => {
        this.ports.failed(error);
        return EVERY_DOWN_MS;
      })
      .then((ms) => {
        this.#running = undefined;
        this.#wait(this.#again ? 0 : ms);
        this.#again = false;
      });
  }

  async #compare(): Promise<void> {
    if (this.#sharedDue) {
      this.#sharedDue = false;
      await this.ports.readShared().catch((error: unknown) => {
        this.#sharedDue = true;
        throw error;
      });
    }
    for (const channels of inParts(this.ports.channels()))
      this.ports.logsAre(await this.ports.heads(channels));
    for (const users of inParts(this.ports.users())) this.ports.feedsAre(await this.ports.versions(users));
  }
}

function* inParts(ids: readonly number[]): Generator<number[]> {
  for (let at = 0; at < ids.length; at += AT_ONCE) yield ids.slice(at, at + AT_ONCE);
}
