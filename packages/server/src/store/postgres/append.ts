import { type Session, sqlState } from "@hubbub/sql/postgres";
import { SQL } from "bun";

import { EventKind } from "../sql/steps.ts";
import type { AppendResult, NewEntry } from "../store.ts";
import { clientIdBytes } from "./client-id.ts";
import { lockLogs } from "./locks.ts";

/**
 * Appends a batch, in two round trips: the first locks the logs and asks what has to be known, the second adds all rows,
 * with the commit behind it. See Store.append.
 */
export async function append(session: Session, batch: readonly NewEntry[]): Promise<AppendResult[]> {
  const ids = batch.map(({ clientId }) => clientIdBytes(clientId));
  const known = await look(session, batch, ids);
  const rows: Rows = { channels: [], seqs: [], users: [], ats: [], ids: [], entries: [] };
  const results = batch.map((entry, at) => place(entry, ids[at]!, known, rows));
  if (rows.ids.length > 0) {
    session.sendBlind(
      `INSERT INTO events (channel, seq, "user", kind, entry)
       SELECT channel, seq, author, ${EventKind.MESSAGE}, entry
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[]) AS added(channel, seq, author, entry)`,
      [rows.channels, rows.seqs, rows.users, rows.entries],
    );
    session.sendBlind(
      `INSERT INTO sends (client_id, "user", channel, seq, at)
       SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])`,
      [rows.ids, rows.users, rows.channels, rows.seqs, rows.ats],
    );
  }
  return results;
}

/** What is added, column by column. */
interface Rows {
  channels: number[];
  seqs: number[];
  users: number[];
  ats: number[];
  ids: Uint8Array[];
  entries: Uint8Array[];
}

interface Sent {
  channel: number;
  seq: number;
  at: number;
}

interface Known {
  /** By channel; grows with the batch. */
  heads: Map<number, number>;
  /** "channel:user"; user 0 stands for everybody. */
  barred: Set<string>;
  /** By client id and user; grows with the batch. */
  sent: Map<string, Sent>;
}

const sentKey = (id: Uint8Array, user: number): string => `${user}:${Buffer.from(id).toString("latin1")}`;

/** Locks the logs; what is asked behind that sees what was committed before. */
async function look(
  session: Session,
  batch: readonly NewEntry[],
  ids: readonly Uint8Array[],
): Promise<Known> {
  const channels = [...new Set(batch.map(({ channel }) => channel))];
  lockLogs(session, channels);
  const [heads, barred, sent] = await Promise.all([
    session.send(
      `SELECT id, coalesce((SELECT max(seq) FROM events WHERE channel = channels.id), 0) AS head
       FROM channels WHERE id = ANY($1::bigint[])`,
      [channels],
    ),
    session.send(
      `SELECT channel, "user" FROM barred WHERE channel = ANY($1::bigint[]) AND until > clock_timestamp()`,
      [channels],
    ),
    session.send(
      `SELECT client_id, sends."user", channel, seq, at
       FROM unnest($1::bytea[], $2::bigint[]) AS asked(id, author)
       JOIN sends ON sends.client_id = asked.id AND sends."user" = asked.author`,
      [ids, batch.map(({ user }) => user)],
    ),
  ]);
  return {
    heads: new Map(heads.map(({ id, head }) => [id as number, head as number])),
    barred: new Set(barred.map(({ channel, user }) => `${channel as number}:${user as number}`)),
    sent: new Map(
      sent.map((row) => [
        sentKey(row["client_id"] as Uint8Array, row["user"] as number),
        row as unknown as Sent,
      ]),
    ),
  };
}

function place(entry: NewEntry, id: Uint8Array, { heads, barred, sent }: Known, rows: Rows): AppendResult {
  const { channel, user, at } = entry;
  const head = heads.get(channel);
  if (head === undefined) return { outcome: "no-channel" };
  if (barred.has(`${channel}:${user}`) || barred.has(`${channel}:0`)) return { outcome: "barred" };
  const key = sentKey(id, user);
  const before = sent.get(key);
  if (before !== undefined) {
    if (before.channel !== channel) return { outcome: "reused" };
    return { outcome: "repeated", seq: before.seq, at: before.at };
  }
  const seq = head + 1;
  heads.set(channel, seq);
  sent.set(key, { channel, seq, at });
  rows.channels.push(channel);
  rows.seqs.push(seq);
  rows.users.push(user);
  rows.ats.push(at);
  rows.ids.push(id);
  rows.entries.push(entry.entry);
  return { outcome: "appended", seq };
}

/** Somebody has used one of the client ids in another channel since it was looked for: the next look will find it. */
export function isTakenId(error: unknown): boolean {
  return (
    error instanceof SQL.PostgresError && sqlState(error) === "23505" && error.constraint === "sends_pkey"
  );
}
