import type { Session } from "./accounts.ts";

/** Where a session is kept between runs. One store holds the session of one user at one server. */
export interface SessionStore {
  load(): Promise<Session | undefined>;
  /** Resolves after the session would survive the end of this process. */
  save(session: Session): Promise<void>;
  /** The session has ended. */
  clear(): Promise<void>;
  /**
   * Runs `work` while no one else who shares the store (another tab, another process) runs theirs, so that a
   * refresh token is sent by one of them. Without it the store is taken to be this client's own.
   */
  exclusive?<T>(work: () => Promise<T>): Promise<T>;
}

/** A session that lasts as long as the process. */
export class MemorySession implements SessionStore {
  #session: Session | undefined;

  constructor(session?: Session) {
    this.#session = session;
  }

  async load(): Promise<Session | undefined> {
    return this.#session;
  }

  async save(session: Session): Promise<void> {
    this.#session = session;
  }

  async clear(): Promise<void> {
    this.#session = undefined;
  }
}
