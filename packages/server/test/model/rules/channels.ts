import { ChannelKind, channelNameFault, LIMITS, Role } from "@hubbub/protocol";

import { belongs, mayDo, readable, sharesChannel } from "../access.ts";
import { act } from "../acts.ts";
import { Refused, refuseIf } from "../refused.ts";
import { addMember, channelView, isDirect, log, logSettings, membershipView, newRoom } from "../rooms.ts";
import { SOME_TIME } from "../said.ts";
import { type Account, type Room, seqOf, type World } from "../world.ts";
import { type Answer, given, logged, pageOf, type Rules } from "./rule.ts";

const view = (room: Room, by: Account): Answer => ({ case: "channel", value: channelView(room, by.id) });

const nextId = (world: World): number => Math.max(0, ...world.channels.keys()) + 1;

export function roomCalled(world: World, name: string): Room | undefined {
  return [...world.channels.values()].find((room) => room.name === name && !isDirect(room));
}

/** Who joins a channel on their own. */
export function join(world: World, room: Room, by: Account, role: Role): Answer {
  if (room.members.has(by.id)) return view(room, by);
  refuseIf(room.archived, "archived");
  refuseIf(room.bans.has(by.id), "banned");
  addMember(world, room, by.id, by.guest ? Role.GUEST : role, by.id);
  return view(room, by);
}

function readableOrNone(world: World, by: Account, channel: number): Room | undefined {
  try {
    return readable(world, by, channel);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** What it takes to change a setting. */
const ACTIONS: Record<string, string> = {
  name: "rename",
  topic: "setTopic",
  description: "describe",
  archived: "archive",
  slowModeS: "slowMode",
  retentionDays: "retention",
  postRole: "postRole",
};

/** What the audit log calls a change; that of a topic is not in it. */
const ACTS: Record<string, string> = {
  name: "channel.rename",
  description: "channel.describe",
  archived: "channel.archive",
  slowModeS: "channel.slow_mode",
  retentionDays: "channel.retention",
  postRole: "channel.post_role",
};

export const CHANNELS: Rules<
  | "createChannel"
  | "listChannels"
  | "joinChannel"
  | "updateChannel"
  | "openDirect"
  | "setChannelPreferences"
  | "history"
  | "subscribe"
  | "subscribeMany"
  | "unsubscribe"
> = {
  createChannel: {
    scope: "channels:write",
    do(world, by, { name, kind, topic, description, members }, answered) {
      refuseIf(channelNameFault(name) !== undefined || kind === ChannelKind.DIRECT, "invalid");
      refuseIf(by.guest, "forbidden");
      const isPrivate = kind === ChannelKind.PRIVATE;
      refuseIf(!isPrivate && world.settings.restrictChannelCreation && !by.admin, "forbidden");
      refuseIf(topic.length > LIMITS.topicLength, "too_large");
      refuseIf(roomCalled(world, name) !== undefined, "name_taken");
      const id = given(answered, "channel")?.id ?? nextId(world);
      const room = newRoom({
        id,
        name,
        kind: isPrivate ? ChannelKind.PRIVATE : ChannelKind.PUBLIC,
        topic,
        description,
      });
      world.channels.set(id, room);
      log(room, by.id, { case: "created", value: { name } });
      addMember(world, room, by.id, Role.OWNER, by.id);
      for (const account of world.users.values()) {
        if (!members.includes(account.id)) continue;
        addMember(world, room, account.id, account.guest ? Role.GUEST : Role.MEMBER, by.id);
      }
      return view(room, by);
    },
  },
  listChannels: {
    scope: "channels:read",
    reads: true,
    do(world, by, { after, limit }) {
      refuseIf(limit > LIMITS.pageMax, "too_large");
      const seen = [...world.channels.values()]
        .filter((room) => !isDirect(room))
        .filter((room) => room.members.has(by.id) || (room.kind === ChannelKind.PUBLIC && !by.guest))
        .filter(({ name }) => name > after)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const { page, more } = pageOf(seen, limit, LIMITS.pageDefault);
      return { case: "channels", value: { channels: page.map((room) => channelView(room, by.id)), more } };
    },
  },
  joinChannel: {
    scope: "channels:write",
    do(world, by, { channel, name }) {
      refuseIf(channel === 0 && channelNameFault(name) !== undefined, "invalid");
      const room = channel === 0 ? roomCalled(world, name) : world.channels.get(channel);
      if (!room) throw new Refused("not_found");
      const isOpen = room.kind === ChannelKind.PUBLIC && !by.guest;
      refuseIf(!room.members.has(by.id) && !isOpen, "not_found");
      return join(world, room, by, Role.MEMBER);
    },
  },
  updateChannel: {
    scope: "channels:write",
    do(world, by, { channel, change }) {
      if (change.case === undefined) throw new Refused("invalid");
      const { case: setting, value } = change;
      const { room } = mayDo(world, by, channel, ACTIONS[setting]!);
      checkSetting(setting, value);
      refuseIf(
        setting === "name" && ![room, undefined].includes(roomCalled(world, String(value))),
        "name_taken",
      );
      if (room[setting] === value) return logged(channel, 0);
      Object.assign(room, { [setting]: value });
      const seq = logSettings(room, by.id);
      const action = ACTS[setting];
      if (action) act(world, { actor: by.id, action, channel, target: 0, detail: { [setting]: value } });
      return logged(channel, seq);
    },
  },
  openDirect: {
    scope: "channels:write",
    do(world, by, { users }, answered) {
      const all = [...new Set([by.id, ...users])].toSorted((a, b) => a - b);
      refuseIf(all.length < 2 || all.length > LIMITS.directUsers, "invalid");
      const known = [...world.channels.values()].find((room) => String(room.users) === String(all));
      if (known) return view(known, by);
      const isSeen = (id: number) =>
        world.users.has(id) && (id === by.id || !by.guest || sharesChannel(world, by.id, id));
      refuseIf(!all.every(isSeen), "not_found");
      const id = given(answered, "channel")?.id ?? nextId(world);
      const room = newRoom({ id, name: "", kind: ChannelKind.DIRECT, users: all });
      world.channels.set(id, room);
      log(room, by.id, { case: "created", value: { name: "" } });
      for (const user of all) addMember(world, room, user, Role.MEMBER, by.id);
      return view(room, by);
    },
  },
  setChannelPreferences: {
    scope: "channels:write",
    do(world, by, { channel, level, favourite }) {
      const { room, mine } = belongs(world, by, channel);
      refuseIf(level > 3, "invalid");
      Object.assign(mine, { level, favourite });
      return { case: "membership", value: membershipView(room, by.id)! };
    },
  },
  history: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channel, after, before, limit }) {
      refuseIf(before !== 0 && after !== 0, "invalid");
      refuseIf(limit > LIMITS.pageMax, "too_large");
      const room = readable(world, by, channel);
      const size = limit || LIMITS.pageDefault;
      const all = room.log.map(({ user, body }, at) => {
        return { channel, seq: at + 1, at: SOME_TIME, user, body };
      });
      const end = before === 0 ? after + size : before - 1;
      const start = before === 0 ? after : Math.max(0, before - 1 - size);
      const more = before === 0 ? end < all.length : start > 0;
      const value = { channel, epoch: SOME_TIME, head: seqOf(room), events: all.slice(start, end), more };
      return { case: "events", value };
    },
  },
  subscribe: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channel }) {
      const room = readable(world, by, channel);
      return { case: "subscribed", value: { channel, epoch: SOME_TIME, head: seqOf(room) } };
    },
  },
  subscribeMany: {
    scope: "messages:read",
    reads: true,
    do(world, by, { positions }) {
      const subscribed = positions.flatMap(({ channel }) => {
        const room = readableOrNone(world, by, channel);
        return room ? [{ channel, epoch: SOME_TIME, head: seqOf(room) }] : [];
      });
      // The model's positions are of no epoch.
      return { case: "subscriptions", value: { subscribed, missed: [] } };
    },
  },
  unsubscribe: { scope: "messages:read", reads: true, do: () => ({ case: "done", value: {} }) },
};

function checkSetting(setting: string, value: string | number | boolean): void {
  if (setting === "name") refuseIf(channelNameFault(String(value)) !== undefined, "invalid");
  if (setting === "topic") refuseIf(String(value).length > LIMITS.topicLength, "too_large");
  if (setting === "description") refuseIf(String(value).length > LIMITS.descriptionLength, "too_large");
  if (setting === "slowModeS") refuseIf(Number(value) > LIMITS.slowModeS, "too_large");
  if (setting === "retentionDays") refuseIf(Number(value) > LIMITS.retentionDays, "too_large");
  if (setting === "postRole") refuseIf(Number(value) > Role.OWNER, "invalid");
}

/** A role that one may begin with. */
export function entryRole(role: number): Role {
  refuseIf(role > Role.MEMBER, "invalid");
  return role === Role.GUEST ? Role.GUEST : Role.MEMBER;
}
