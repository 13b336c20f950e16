import { decodeEntry } from "@hubbub/protocol";

import { all, type Param, type Row, type Steps } from "../../sql/steps.ts";

/** What is kept of a user beside the logs, each with the columns that are the user's own. */
const OWN: Record<string, string> = {
  profile: `SELECT id, name, display_name, avatar, title, timezone, bot, admin, guest, status_emoji, status_text,
    status_until, preferences FROM users WHERE id = ?1`,
  membership: `SELECT members.channel, channels.name, members.role, members.read, members.level, members.favourite,
    members.muted_until FROM members JOIN channels ON channels.id = members.channel WHERE members.user = ?1 ORDER BY 1`,
  ban: "SELECT channel, until, reason, at FROM bans WHERE user = ?1 ORDER BY channel",
  draft: "SELECT channel, thread, text, files FROM drafts WHERE user = ?1 ORDER BY channel, thread",
  scheduled: "SELECT id, channel, thread, text, files, at, failed FROM scheduled WHERE user = ?1 ORDER BY id",
  followed_thread:
    "SELECT channel, root, following, read FROM thread_follows WHERE user = ?1 ORDER BY channel, root",
  invitation:
    "SELECT code, channel, expires_at, max_uses, uses, role FROM invites WHERE user = ?1 ORDER BY code",
  report: "SELECT id, channel, seq, at, reason FROM reports WHERE by = ?1 ORDER BY id",
  file: "SELECT id, name, type, size, width, height, at FROM files WHERE owner = ?1 ORDER BY id",
};

/** One thing that is kept of a user. */
export interface UserRecord {
  type: string;
  [name: string]: unknown;
}

/** What is kept of a user beside the logs. */
export function* userRecords({ user }: { user: number }): Steps<UserRecord[]> {
  const records: UserRecord[] = [];
  for (const [type, sql] of Object.entries(OWN)) {
    for (const row of yield* all(sql, user)) records.push({ type, ...row });
  }
  return records;
}

/** A place in all logs, channel after channel. */
export interface LogPlace {
  channel: number;
  seq: number;
}

/** Places that are looked at in one step. */
const WINDOW = 5_000;

/** Rows that belong to a user, from the next places of all logs; and where to go on, undefined at the end. */
export function* nextOfUser<R extends Row>(
  columns: string,
  user: number,
  after: LogPlace,
  more: string,
): Steps<{ rows: R[]; next: LogPlace | undefined }> {
  const window = "SELECT channel, seq FROM events WHERE (channel, seq) > (?1, ?2) ORDER BY channel, seq";
  const params: Param[] = [after.channel, after.seq];
  const last = yield* all<Row & LogPlace>(`${window} LIMIT 1 OFFSET ${WINDOW - 1}`, ...params);
  const [end] = last;
  const until = end ? "AND (channel, seq) <= (?4, ?5)" : "";
  const rows = yield* all<R>(
    `SELECT ${columns} FROM events WHERE (channel, seq) > (?1, ?2) AND user = ?3 ${until} ${more} ORDER BY channel, seq`,
    ...params,
    user,
    ...(end ? [end.channel, end.seq] : []),
  );
  return { rows, next: end && { channel: end.channel, seq: end.seq } };
}

/** The events of a user in the next places of all logs: messages, edits, reactions, and all else they did. */
export function* userEvents({ user, ...after }: { user: number } & LogPlace): Steps<{
  records: UserRecord[];
  next: LogPlace | undefined;
}> {
  const { rows, next } = yield* nextOfUser<Row & LogPlace & { entry: Uint8Array }>(
    "channel, seq, entry",
    user,
    after,
    "",
  );
  const records = rows.map(({ channel, seq, entry }) => {
    const { at, body } = decodeEntry(channel, seq, entry);
    return { type: "event", channel, seq, at, kind: body.case ?? "unknown", said: body.value };
  });
  return { records, next };
}
