import type { Found, Init } from "@hubbub/protocol";

import { all, type Steps } from "../../sql/steps.ts";
import { type EncodedReply, encodedReply } from "./encoded-reply.ts";
import { messageStates } from "./message-states.ts";

/** The place of a mention in the list: time, channel, seq. */
export type MentionCursor = readonly [at: number, channel: number, seq: number];

export interface MentionsQuery {
  user: number;
  /** Mentions behind this one. */
  after: MentionCursor;
  limit: number;
}

/** Where the list begins. */
export const NEWEST_MENTION: MentionCursor = [Number.MAX_SAFE_INTEGER, 0, 0];

interface MentionRow {
  at: number;
  channel: number;
  seq: number;
}

/** Those by name, and those of all, each from an index that has them by time. */
const MENTIONS = `
  SELECT at, channel, seq FROM (
    SELECT at, channel, seq FROM mentions AS n
    WHERE user = ?1 AND (at, channel, seq) < (?2, ?3, ?4)
      AND channel IN (SELECT channel FROM members WHERE user = ?1)
    ORDER BY at DESC, channel DESC, seq DESC LIMIT ?5) AS named
  UNION ALL
  SELECT at, channel, seq FROM (
    SELECT at, channel, seq FROM mentions AS a
    WHERE user = 0 AND (at, channel, seq) < (?2, ?3, ?4)
      AND channel IN (SELECT channel FROM members WHERE user = ?1)
      AND NOT EXISTS (SELECT 1 FROM mentions AS o WHERE o.user = ?1 AND o.channel = a.channel AND o.seq = a.seq)
      AND NOT EXISTS (SELECT 1 FROM events AS e WHERE e.channel = a.channel AND e.seq = a.seq AND e.user = ?1)
    ORDER BY at DESC, channel DESC, seq DESC LIMIT ?5) AS everybody
  ORDER BY at DESC, channel DESC, seq DESC LIMIT ?5`;

/** Messages of others that mention the user, by name or with all, in channels that they are a member of, the newest first. */
export function* listMentions({ user, after, limit }: MentionsQuery): Steps<EncodedReply> {
  const rows = yield* all<MentionRow>(MENTIONS, user, ...after, limit + 1);
  const page = rows.slice(0, limit);
  const found = new Map<string, Init<Found>>();
  for (const [channel, own] of Map.groupBy(page, (row) => row.channel)) {
    const seqs = own.map(({ seq }) => seq);
    for (const message of yield* messageStates(channel, seqs, Infinity)) {
      found.set(`${channel}:${message.seq}`, { channel, message });
    }
  }
  const last = rows.length > limit ? page.at(-1) : undefined;
  const value = {
    found: page.map(({ channel, seq }) => found.get(`${channel}:${seq}`) ?? {}),
    cursor: last === undefined ? "" : `${last.at}.${last.channel}.${last.seq}`,
  };
  return encodedReply({ case: "found", value });
}
