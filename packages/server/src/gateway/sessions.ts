import type { Session } from "./session.ts";

/** Heartbeats missed after which a connection counts as dead. */
const MISSED = 2;
/** A connection that doesn't read and takes nothing for so long is given up, in ms. */
const BLOCKED_MS = 10 * 60_000;

/** Ms; see LIMITS. */
export interface SessionTimes {
  authenticateMs: number;
  /** At least 1,000: the wheel turns one slot each second. */
  heartbeatMs: number;
}

/**
 * All connections of this node, and their heartbeat: a wheel of one slot a second, each connection in a slot
 * drawn by chance, so that 15,000 that came at once aren't asked at once.
 */
export class Sessions {
  readonly #slots: Set<Session>[];
  readonly #slotOf = new Map<Session, number>();
  /** Connections that have yet to authenticate, in the order of their coming. */
  readonly #new = new Set<Session>();
  #slot = 0;

  constructor(private readonly times: SessionTimes) {
    this.#slots = Array.from({ length: Math.floor(times.heartbeatMs / 1000) }, () => new Set());
  }

  get size(): number {
    return this.#slotOf.size + this.#new.size;
  }

  get authenticated(): number {
    return this.#slotOf.size;
  }

  /** As it is now: closing a session takes it out. */
  all(): Session[] {
    return [...this.#new, ...this.#slotOf.keys()];
  }

  /** The connections of one user; looks at all, so for rare events only. */
  of(userId: number): Session[] {
    return [...this.#slotOf.keys()].filter((session) => session.userId === userId);
  }

  add(session: Session): void {
    this.#new.add(session);
  }

  authenticatedNow(session: Session): void {
    this.#new.delete(session);
    const slot = Math.floor(Math.random() * this.#slots.length);
    this.#slotOf.set(session, slot);
    this.#slots[slot]!.add(session);
  }

  remove(session: Session): void {
    this.#new.delete(session);
    const slot = this.#slotOf.get(session);
    if (slot === undefined) return;
    this.#slotOf.delete(session);
    this.#slots[slot]!.delete(session);
  }

  /** To be called once a second, with the monotonic time and the wall clock, in ms. */
  tick(now: number, wallClock: number): void {
    const { authenticateMs, heartbeatMs } = this.times;
    for (const session of this.#new) {
      if (now - session.lastSeen < authenticateMs) break;
      session.close("authenticate_timeout", `Authenticate within ${authenticateMs / 1000} s.`);
    }
    this.#slot = (this.#slot + 1) % this.#slots.length;
    for (const session of this.#slots[this.#slot]!) {
      const quiet = now - session.lastSeen;
      if (session.state.kind === "open" && session.state.claims.expiresAt <= wallClock) {
        session.close("token_expired", "The access token has expired. Connect again with a new one.");
      } else if (quiet > (session.isBlocked ? BLOCKED_MS : (MISSED + 0.5) * heartbeatMs)) {
        session.close("heartbeat_timeout", "Nothing came from this client for too long.");
      } else {
        session.heartbeat();
      }
    }
  }
}
