import type { Store } from "../store/store.ts";
import type { Writes } from "./writes.ts";

const DAY_MS = 86_400_000;
/** Messages removed in one commit, which holds up others for some milliseconds. */
const AT_ONCE = 100;
/** Rest between two commits, in ms. */
const REST_MS = 20;
const PAGE = 500;

/** Removes messages that are older than their channel's retention, in small steps, again and again. */
export class Retention {
  #timer: Timer | undefined;
  #sweeping: Promise<void> | undefined;
  #closed = false;

  constructor(
    private readonly store: Store,
    private readonly writes: Writes,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Sweeps every `everyMs`, the first time after that. */
  start(everyMs: number): void {
    this.#timer = setInterval(() => {
      this.#sweeping ??= this.#sweep()
        .catch(this.failed)
        .finally(() => (this.#sweeping = undefined));
    }, everyMs);
  }

  /** Resolves when the step under way is done; no other follows. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  async #sweep(): Promise<void> {
    for (let after = 0; ;) {
      const channels = await this.store.read("retainedChannels", { after, limit: PAGE });
      for (const { id, days } of channels) await this.#expire(id, days);
      const last = channels.at(-1);
      if (!last || this.#closed) return;
      after = last.id;
    }
  }

  async #expire(channel: number, days: number): Promise<void> {
    for (let more = true; more && !this.#closed;) {
      const at = Date.now();
      more = await this.writes.do("expireHistory", {
        channel,
        before: at - days * DAY_MS,
        limit: AT_ONCE,
        at,
      });
      if (more) await Bun.sleep(REST_MS);
    }
  }
}
