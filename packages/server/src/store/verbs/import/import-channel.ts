import { ChannelKind, LIMITS, type Role } from "@hubbub/protocol";

import { channelById, channelsWhere } from "../../sql/channel-rows.ts";
import { first, run, type Steps } from "../../sql/steps.ts";
import { addMember, logEvent } from "../channels/membership.ts";
import { importedId, isFirstImport, noteImport, type SourceKey } from "./imported.ts";

export interface ImportedChannel extends SourceKey {
  /** A valid one; if a channel has it already, a number is put behind. Of a direct channel it is not looked at. */
  name: string;
  /** A ChannelKind. */
  kind: number;
  topic: string;
  description: string;
  archived: boolean;
  slowModeS: number;
  retentionDays: number;
  postRole: number;
  /** Members of a direct channel, ascending, 2 to 8. */
  members: readonly number[];
  /** Who has made it. */
  user: number;
  /** 1 to 2^32 - 1, by chance. */
  epoch: number;
  at: number;
}

/** Where a channel of the source is. */
export interface ImportPlace {
  id: number;
  name: string;
  /** Nothing of it was imported before. */
  isNew: boolean;
}

/** Makes the channel of a source, once: its log begins with that. A direct channel of the same people is taken as it is. */
export function* importChannel(channel: ImportedChannel): Steps<ImportPlace> {
  const known = yield* importedId("channel", channel);
  const row = known === undefined ? undefined : yield* channelById(known);
  if (row) return { id: row.id, name: row.name, isNew: false };
  const isDirect = channel.kind === ChannelKind.DIRECT;
  const place = isDirect ? yield* directChannel(channel) : yield* namedChannel(channel);
  yield* noteImport("channel", channel, place.id);
  return place;
}

function* directChannel({ members, epoch, user, at }: ImportedChannel): Steps<ImportPlace> {
  const key = members.join(",");
  const [known] = yield* channelsWhere("WHERE direct_key = ?1", key);
  if (known) return { id: known.id, name: "", isNew: true };
  const made = yield* first<{ id: number }>(
    `INSERT INTO channels (kind, epoch, direct_key) VALUES (${ChannelKind.DIRECT}, ?1, ?2) RETURNING id`,
    epoch,
    key,
  );
  if (made === undefined) throw new Error("a direct channel could not be made");
  yield* logEvent(made.id, user, at, { case: "created", value: { name: "" } });
  return { id: made.id, name: "", isNew: true };
}

function* namedChannel(channel: ImportedChannel): Steps<ImportPlace> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? channel.name : numbered(channel.name, number);
    const made = yield* first<{ id: number }>(
      `INSERT INTO channels (name, kind, epoch, topic, description, archived, slow_mode_s, retention_days, post_role)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (name) DO NOTHING RETURNING id`,
      name,
      channel.kind,
      channel.epoch,
      channel.topic,
      channel.description,
      Number(channel.archived),
      channel.slowModeS,
      channel.retentionDays,
      channel.postRole,
    );
    if (made === undefined) continue;
    yield* logEvent(made.id, channel.user, channel.at, { case: "created", value: { name } });
    return { id: made.id, name, isNew: true };
  }
}

function numbered(name: string, number: number): string {
  const end = `-${number}`;
  return (
    [...name]
      .slice(0, LIMITS.channelNameLength - end.length)
      .join("")
      .trimEnd() + end
  );
}

export interface ImportedMember {
  user: number;
  role: Role;
  at: number;
  level: number;
  favourite: boolean;
  mutedUntil: number;
}

/** Adds members of a source's channel, each once: who left since doesn't come back. */
export function* importMembers(args: {
  source: string;
  channel: number;
  members: readonly ImportedMember[];
}): Steps<void> {
  const { source, channel, members } = args;
  for (const { user, role, at, level, favourite, mutedUntil } of members) {
    if (!(yield* isFirstImport("member", { source, key: `${channel} ${user}` }, user))) continue;
    yield* addMember({ channel, user, role, by: user, at });
    if (level === 0 && !favourite && mutedUntil === 0) continue;
    yield* run(
      "UPDATE members SET level = ?3, favourite = ?4, muted_until = ?5 WHERE channel = ?1 AND user = ?2",
      channel,
      user,
      level,
      Number(favourite),
      mutedUntil,
    );
  }
}
