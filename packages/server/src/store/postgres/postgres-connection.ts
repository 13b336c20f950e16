import type { Session } from "@hubbub/sql/postgres";

import type { RemoteConnection } from "../sql/perform.ts";
import type { NewEvent, Param, Row, SentEvent } from "../sql/steps.ts";
import type { AppendResult } from "../store.ts";
import { clientIdBytes } from "./client-id.ts";
import { lockLogs } from "./locks.ts";

/** How long a message may be on its way from its check to the database, in ms, by far. */
const BARRED_MS = 600_000;

/** What verbs are run on, within a transaction. */
export class PostgresConnection implements RemoteConnection {
  readonly #session;
  readonly #locked: Set<number>;

  /** `locked`: channels whose logs the transaction has locked already. */
  constructor(session: Session, locked: readonly number[] = []) {
    this.#session = session;
    this.#locked = new Set(locked);
  }

  query(sql: string, params: readonly Param[]): Promise<Row[]> {
    return this.#session.query(sql, params);
  }

  run(sql: string, params: readonly Param[]): void {
    this.#session.runBlind(sql, params);
  }

  async append({ channel, user, kind, thread, entry }: NewEvent): Promise<number | undefined> {
    this.#lock(channel);
    const [row] = await this.#session.send(
      `INSERT INTO events (channel, seq, "user", kind, thread, entry)
       SELECT id, coalesce((SELECT max(seq) FROM events WHERE channel = $1::bigint), 0) + 1, $2::bigint, $3::bigint,
         $4::bigint, $5::bytea
       FROM channels WHERE id = $1::bigint RETURNING seq`,
      [channel, user, kind, thread === 0 ? null : thread, entry],
    );
    return row?.["seq"] as number | undefined;
  }

  async appendOnce(
    event: NewEvent,
    clientId: string,
    at: number,
    sender = event.user,
  ): Promise<AppendResult> {
    const { channel } = event;
    this.#lock(channel);
    const [log] = await this.#session.send(
      `SELECT EXISTS (
         SELECT 1 FROM barred WHERE channel = $1::bigint AND "user" IN (0, $2::bigint) AND until > clock_timestamp()
       ) AS barred FROM channels WHERE id = $1::bigint`,
      [channel, sender],
    );
    if (log === undefined) return { outcome: "no-channel" };
    if (log["barred"] === true) return { outcome: "barred" };
    const [taken] = await this.#session.send(
      `INSERT INTO sends (client_id, "user", channel, seq, at)
       SELECT $1::bytea, $2::bigint, $3::bigint, coalesce(max(seq), 0) + 1, $4::bigint FROM events WHERE channel = $3::bigint
       ON CONFLICT DO NOTHING RETURNING seq`,
      [clientIdBytes(clientId), sender, channel, at],
    );
    if (taken !== undefined) {
      await this.append(event);
      return { outcome: "appended", seq: taken["seq"] as number };
    }
    const before = await this.sent(sender, clientId);
    if (before === undefined) throw new Error("a send was refused as repeated, but there is no earlier one");
    if (before.channel !== channel) return { outcome: "reused" };
    return { outcome: "repeated", seq: before.seq, at: before.at };
  }

  async sent(user: number, clientId: string): Promise<SentEvent | undefined> {
    const [row] = await this.#session.send(
      `SELECT channel, seq, at FROM sends WHERE client_id = $1::bytea AND "user" = $2::bigint`,
      [clientIdBytes(clientId), user],
    );
    return row as unknown as SentEvent | undefined;
  }

  bar(channel: number, user: number, ms = BARRED_MS): void {
    this.#session.sendBlind("DELETE FROM barred WHERE until <= clock_timestamp()");
    this.#session.sendBlind(
      `INSERT INTO barred (channel, "user", until)
       VALUES ($1::bigint, $2::bigint, clock_timestamp() + make_interval(secs => $3::double precision))
       ON CONFLICT (channel, "user") DO UPDATE SET until = excluded.until`,
      [channel, user, Math.min(ms, BARRED_MS) / 1000],
    );
  }

  unbar(channel: number, user: number): void {
    this.#session.sendBlind(`DELETE FROM barred WHERE channel = $1::bigint AND "user" = $2::bigint`, [
      channel,
      user,
    ]);
  }

  /** Postgres clears nothing at once: rows that were overwritten or deleted go with the next vacuum. */
  erased(): void {}

  #lock(channel: number): void {
    if (this.#locked.has(channel)) return;
    lockLogs(this.#session, [channel]);
    this.#locked.add(channel);
  }
}
