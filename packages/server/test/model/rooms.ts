import { type Channel, ChannelKind, type Event, type Init, type Membership, Role } from "@hubbub/protocol";

import { key, type Room, seqOf, type World } from "./world.ts";

/** Adds an event; its seq. */
export function log(room: Room, user: number, body: Init<Event>["body"]): number {
  return room.log.push({ user, body });
}

export function newRoom(room: Pick<Room, "id" | "name" | "kind"> & Partial<Room>): Room {
  return {
    topic: "",
    description: "",
    archived: false,
    slowModeS: 0,
    retentionDays: 0,
    postRole: Role.UNSPECIFIED,
    users: [],
    log: [],
    messages: new Map(),
    members: new Map(),
    bans: new Map(),
    ...room,
  };
}

/** Makes a user a member; the seq of the event that tells it, 0 for who is one. */
export function addMember(world: World, room: Room, user: number, role: Role, by: number): number {
  if (room.members.has(user)) return 0;
  const { name } = world.users.get(user)!;
  const seq = log(room, by, { case: "joined", value: { name, user: by === user ? 0 : user, role } });
  room.members.set(user, { role, read: seq, level: 0, favourite: false, mutedUntil: 0 });
  world.told.add(key(user, room.id));
  return seq;
}

/** Ends a membership; the seq of the event that tells it, 0 for who is no member. A channel without any is archived. */
export function removeMember(room: Room, user: number, by: number, banned = false): number {
  if (!room.members.delete(user)) return 0;
  const seq = log(room, by, { case: "left", value: { user: by === user ? 0 : user, banned } });
  if (room.members.size === 0 && !room.archived) {
    room.archived = true;
    logSettings(room, by);
  }
  return seq;
}

export function logSettings(room: Room, by: number): number {
  const { name, topic, description, archived, slowModeS, retentionDays, postRole } = room;
  const settings = { name, topic, description, archived, slowModeS, retentionDays, postRole };
  return log(room, by, { case: "changed", value: { settings } });
}

export function membershipView(room: Room, user: number): Init<Membership> | undefined {
  const mine = room.members.get(user);
  return mine && { channel: room.id, ...mine };
}

/** A channel as one user sees it. */
export function channelView(room: Room, user: number): Init<Channel> {
  const { id, name, kind, topic, description, archived, slowModeS, retentionDays, postRole, users } = room;
  const settings = { name, topic, description, archived, slowModeS, retentionDays, postRole };
  const mine = membershipView(room, user);
  return { id, kind, ...settings, epoch: 1, head: seqOf(room), users, member: mine !== undefined, mine };
}

export const isDirect = ({ kind }: Room): boolean => kind === ChannelKind.DIRECT;
