import { Role } from "@hubbub/protocol";

import type { ChannelRecord, MemberRecord, PinRecord } from "../records.ts";
import { flag, type Json, object, objects, text, texts, whole } from "../source/json.ts";
import { parseTs } from "./slack-time.ts";

/** Which list of an export a channel stands in. */
export type SlackList = "channels.json" | "groups.json" | "dms.json" | "mpims.json";

/** A channel of the export, with what of it has no record of its own yet. */
export interface SlackChannel {
  record: ChannelRecord;
  members: MemberRecord[];
  pins: PinRecord[];
  /** Folders in which its messages may be. */
  folders: string[];
}

/** A channel of one of the lists; undefined if it has no id. */
export function slackChannel(
  list: SlackList,
  channel: Json,
  guests: ReadonlySet<string>,
): SlackChannel | undefined {
  const id = text(channel, "id");
  if (id === "") return undefined;
  const name = text(channel, "name");
  const at = whole(channel, "created") * 1000;
  const users = texts(channel, "members");
  const direct = list === "dms.json" || list === "mpims.json";
  const creator = text(channel, "creator");
  const record: ChannelRecord = {
    kind: "channel",
    id,
    type: direct ? "direct" : list === "channels.json" ? "public" : "private",
    name: name || id,
    topic: direct ? "" : text(object(channel, "topic"), "value"),
    description: direct ? "" : text(object(channel, "purpose"), "value"),
    archived: !direct && flag(channel, "is_archived"),
    slowModeS: 0,
    retentionDays: 0,
    postRole: 0,
    creator,
    at,
    members: direct ? users : [],
  };
  const members = users.map((user): MemberRecord => {
    const role = guests.has(user) ? Role.GUEST : !direct && user === creator ? Role.OWNER : Role.MEMBER;
    return { kind: "member", channel: id, user, role, at, level: 0, favourite: false, mutedUntil: 0 };
  });
  return { record, members, pins: pinsOf(channel, id), folders: name === "" ? [id] : [name, id] };
}

function pinsOf(channel: Json, id: string): PinRecord[] {
  return objects(channel, "pins")
    .filter((pin) => text(pin, "type") === "C" && text(pin, "id") !== "")
    .map((pin) => ({
      kind: "pin" as const,
      channel: id,
      message: text(pin, "id"),
      user: text(pin, "user"),
      at: whole(pin, "created") * 1000 || (parseTs(text(pin, "id")) ?? 0),
    }))
    .toSorted((a, b) => a.at - b.at);
}
