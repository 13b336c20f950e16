import { CHANNEL_TYPES, FOLLOWING, LEVELS, PRESENCES, ROLES } from "../export/names.ts";
import type {
  ChannelRecord,
  EmojiRecord,
  FollowRecord,
  MemberRecord,
  PinRecord,
  ReadRecord,
  UserRecord,
} from "../records.ts";
import { flag, type Json, object, text, whole } from "../source/json.ts";
import { type ArchiveFiles, idIn, valueIn } from "./archive-fields.ts";

/** Each of these gives the record of a line, or a sentence that says what is wrong with it. */
export function userRecord(line: Json, files: ArchiveFiles): UserRecord | string {
  const id = idIn(line, "id");
  const name = text(line, "name");
  if (id === "" || name === "") return "has a user without an id or a name";
  const status = object(line, "status");
  const role = text(line, "role");
  const preferences = object(line, "preferences");
  return {
    kind: "user",
    id,
    name,
    displayName: text(line, "displayName"),
    title: text(line, "title"),
    timezone: text(line, "timezone"),
    email: text(line, "email"),
    role: role === "admin" || role === "guest" ? role : "member",
    bot: flag(line, "bot"),
    disabled: flag(line, "disabled"),
    createdAt: whole(line, "createdAt"),
    status: { emoji: text(status, "emoji"), text: text(status, "text"), until: whole(status, "until") },
    presence: valueIn(PRESENCES, line, "presence"),
    avatar: files.of(line, "avatar"),
    preferences: Object.keys(preferences).length > 0 ? preferences : undefined,
  };
}

export function emojiRecord(line: Json, files: ArchiveFiles): EmojiRecord | string {
  const file = files.of(line, "file");
  if (file === undefined) return "has an emoji without a file";
  return { kind: "emoji", name: text(line, "name"), user: idIn(line, "user"), file };
}

export function channelRecord(line: Json): ChannelRecord | string {
  const id = idIn(line, "id");
  const type = text(line, "type");
  if (id === "" || !isChannelType(type)) return "has a channel without an id or a known type";
  const members = line["members"];
  return {
    kind: "channel",
    id,
    type,
    name: text(line, "name") || `direct-${id}`,
    topic: text(line, "topic"),
    description: text(line, "description"),
    archived: flag(line, "archived"),
    slowModeS: whole(line, "slowModeS"),
    retentionDays: whole(line, "retentionDays"),
    postRole: valueIn(ROLES, line, "postRole"),
    creator: idIn(line, "createdBy"),
    at: whole(line, "createdAt"),
    members: Array.isArray(members) ? members.map(String) : [],
  };
}

function isChannelType(type: string): type is ChannelRecord["type"] {
  return Object.hasOwn(CHANNEL_TYPES, type);
}

export function memberRecords(
  line: Json,
  channel: string,
): { member: MemberRecord; read: ReadRecord } | string {
  const user = idIn(line, "user");
  const role = valueIn(ROLES, line, "role");
  if (user === "" || role === 0) return "has a member without a user or a known role";
  return {
    member: {
      kind: "member",
      channel,
      user,
      role,
      at: 0,
      level: valueIn(LEVELS, line, "level"),
      favourite: flag(line, "favourite"),
      mutedUntil: whole(line, "mutedUntil"),
    },
    read: { kind: "read", channel, user, message: idIn(line, "read") },
  };
}

export function pinRecord(line: Json, channel: string): PinRecord | string {
  const message = idIn(line, "message");
  if (message === "") return "has a pin without a message";
  return { kind: "pin", channel, message, user: idIn(line, "user"), at: whole(line, "at") };
}

export function followRecord(line: Json, channel: string): FollowRecord | string {
  const [thread, user] = [idIn(line, "thread"), idIn(line, "user")];
  if (thread === "" || user === "") return "has a follower without a thread or a user";
  const following = valueIn(FOLLOWING, line, "following");
  return { kind: "follow", channel, user, thread, following, message: idIn(line, "read") };
}
