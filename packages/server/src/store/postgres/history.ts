import type { Session } from "@hubbub/sql/postgres";

import type { HistoryPage, HistoryQuery } from "../store.ts";

/** A page of a log, within the transaction's snapshot. See Store.history. */
export async function history(
  session: Session,
  { channel, after, before, limit, maxBytes }: HistoryQuery,
): Promise<HistoryPage | undefined> {
  const back = before !== 0;
  const [[position], rows] = await Promise.all([
    session.send(
      `SELECT epoch, coalesce((SELECT max(seq) FROM events WHERE channel = $1::bigint), 0) AS head
       FROM channels WHERE id = $1::bigint`,
      [channel],
    ),
    // Rows from the first on, while their entries are within the bytes; always the first.
    session.send(
      `SELECT seq, entry FROM (
         SELECT seq, entry, sum(length(entry)) OVER (ORDER BY seq ${back ? "DESC" : ""}) AS bytes,
           row_number() OVER (ORDER BY seq ${back ? "DESC" : ""}) AS number
         FROM events WHERE channel = $1::bigint AND seq ${back ? "<" : ">"} $2::bigint
         ORDER BY seq ${back ? "DESC" : ""} LIMIT $3::bigint
       ) AS page WHERE bytes <= $4::bigint OR number = 1 ORDER BY seq`,
      [channel, back ? before : after, limit, maxBytes],
    ),
  ]);
  if (position === undefined) return undefined;
  const { epoch, head } = position as { epoch: number; head: number };
  const entries = rows as unknown as HistoryPage["entries"];
  const more = back ? (entries[0]?.seq ?? 1) > 1 : (entries.at(-1)?.seq ?? after) < head;
  return { epoch, head, more, entries };
}
