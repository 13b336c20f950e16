/** A connection on which nothing arrived for this many heartbeats is dead: one may be late, two may not. */
const DEAD_AFTER_HEARTBEATS = 2.5;

export interface HeartbeatOptions {
  /** How often the server promises to send something, in milliseconds. */
  heartbeatMs: number;
  /** Called once. */
  onDead: () => void;
}

/**
 * Watches that the server is heard. It goes by the clock and not by the length of one timer, so that a laptop
 * that slept knows at its first tick that the connection is gone.
 */
export class Heartbeat {
  #heardAt = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor({ heartbeatMs, onDead }: HeartbeatOptions) {
    this.#timer = setInterval(() => {
      if (Date.now() - this.#heardAt <= heartbeatMs * DEAD_AFTER_HEARTBEATS) return;
      this.stop();
      onDead();
    }, heartbeatMs / 2);
  }

  /** Something arrived. */
  heard(): void {
    this.#heardAt = Date.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
