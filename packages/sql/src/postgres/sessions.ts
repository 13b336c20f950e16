import { SQL } from "bun";

import { DatabaseUnavailable } from "./failures.ts";
import { Session } from "./session.ts";

/** A statement that isn't answered for so long has a line that is cut: the connection is given up. */
const ANSWER_MS = 5_000;
const LOOK_MS = 500;
/** Of a try to connect. */
const CONNECT_S = 2;

/**
 * What the server does on its side, so that a node that is gone, or cut off, holds no lock for long: it waits for locks
 * and for an idle transaction for a while only, and notices a dead line by itself.
 */
const SERVER_SETTINGS = {
  application_name: "hubbub",
  lock_timeout: "4000",
  idle_in_transaction_session_timeout: "5000",
  tcp_keepalives_idle: "5",
  tcp_keepalives_interval: "2",
  tcp_keepalives_count: "3",
  default_transaction_isolation: "read committed",
  TimeZone: "UTC",
};

/** Connections to one database, each lent to one transaction at a time. */
export class Sessions {
  readonly #sql: SQL;
  readonly #lent = new Set<Session>();
  readonly #watch: Timer;
  #closed = false;

  /** `connections`: how many at most. */
  constructor(url: string, { connections, schema }: { connections: number; schema: string }) {
    const connection = { ...SERVER_SETTINGS, search_path: schema };
    const options = { max: connections, connectionTimeout: CONNECT_S, connection };
    this.#sql = new SQL(url, options);
    this.#watch = setInterval(() => this.#giveUpCut(), LOOK_MS);
  }

  /**
   * Lends a connection to `work`, which has to leave it outside of a transaction. If that fails it is ended, and with it
   * whatever it had begun. Rejects as `work` does, or as Postgres if there is no connection.
   */
  async lend<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (this.#closed) throw closed();
    const session = new Session(await this.#sql.reserve());
    this.#lent.add(session);
    try {
      const value = await work(session);
      await session.release();
      return value;
    } catch (error) {
      await session.destroy();
      throw error;
    } finally {
      this.#lent.delete(session);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    await this.#sql.close({ timeout: ANSWER_MS / 1000 });
  }

  #giveUpCut(): void {
    const before = performance.now() - ANSWER_MS;
    for (const session of this.#lent) {
      if ((session.waitingSince ?? Infinity) < before) void session.destroy();
    }
  }
}

export const closed = (): DatabaseUnavailable => new DatabaseUnavailable("the database was closed");
