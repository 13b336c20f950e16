import type { ChannelRow, MembershipRow } from "../rows.ts";
import { all, first, type Param, type Steps } from "./steps.ts";

/** Columns of a channel's row, from a table named channels. */
const CHANNEL = `channels.id, coalesce(channels.name, '') AS name, channels.kind, channels.epoch, channels.topic,
  channels.description, channels.archived, channels.slow_mode_s, channels.retention_days, channels.post_role,
  channels.direct_key,
  coalesce((SELECT max(seq) FROM events WHERE events.channel = channels.id), 0) AS head`;

interface RawChannel {
  id: number;
  name: string;
  kind: number;
  epoch: number;
  topic: string;
  description: string;
  archived: number;
  slow_mode_s: number;
  retention_days: number;
  post_role: number;
  direct_key: string | null;
  head: number;
}

/** Channels by the rest of a statement, from WHERE on. */
export function* channelsWhere(rest: string, ...params: Param[]): Steps<ChannelRow[]> {
  return (yield* all<RawChannel>(`SELECT ${CHANNEL} FROM channels ${rest}`, ...params)).map(channelRow);
}

export function* channelById(id: number): Steps<ChannelRow | undefined> {
  return (yield* channelsWhere("WHERE id = ?1", id))[0];
}

function channelRow(raw: RawChannel): ChannelRow {
  return {
    id: raw.id,
    name: raw.name,
    kind: raw.kind,
    epoch: raw.epoch,
    topic: raw.topic,
    description: raw.description,
    archived: raw.archived !== 0,
    slowModeS: raw.slow_mode_s,
    retentionDays: raw.retention_days,
    postRole: raw.post_role,
    users: raw.direct_key === null ? [] : raw.direct_key.split(",").map(Number),
    head: raw.head,
  };
}

const MEMBERSHIP = "channel, role, read, level, favourite, muted_until";

interface RawMembership {
  channel: number;
  role: number;
  read: number;
  level: number;
  favourite: number;
  muted_until: number;
}

/** Memberships of a user, by channel. */
export function* membershipsOf(user: number): Steps<MembershipRow[]> {
  const sql = `SELECT ${MEMBERSHIP} FROM members WHERE user = ?1 ORDER BY channel`;
  return (yield* all<RawMembership>(sql, user)).map(membershipRow);
}

export function* membership(channel: number, user: number): Steps<MembershipRow | undefined> {
  const sql = `SELECT ${MEMBERSHIP} FROM members WHERE channel = ?1 AND user = ?2`;
  const raw = yield* first<RawMembership>(sql, channel, user);
  return raw && membershipRow(raw);
}

function membershipRow({ muted_until, favourite, ...rest }: RawMembership): MembershipRow {
  return { ...rest, favourite: favourite !== 0, mutedUntil: muted_until };
}
