import { join } from "node:path";

import { ChannelKind, Role } from "@hubbub/protocol";

import { Refused, refuseIf } from "./refused.ts";
import type { Account, Member, Room, World } from "./world.ts";

interface Permission {
  least: Role;
  archived: boolean;
  direct: boolean;
}

const ROLES: Record<string, Role> = {
  guest: Role.GUEST,
  member: Role.MEMBER,
  moderator: Role.MODERATOR,
  owner: Role.OWNER,
};

/** The table of permissions in docs/SPEC.md. */
const TABLE = await readTable();

async function readTable(): Promise<ReadonlyMap<string, Permission>> {
  const spec = await Bun.file(join(import.meta.dir, "../../../../docs/SPEC.md")).text();
  const rows = [...spec.matchAll(/^\| `(\w+)` *\| (\w+) *\| (yes|no) *\| (yes|no) *\|$/gm)];
  return new Map(
    rows.map(([, action = "", role = "", archived, direct]) => [
      action,
      { least: ROLES[role]!, archived: archived === "yes", direct: direct === "yes" },
    ]),
  );
}

/** A channel that the user can see from outside or inside; else there is none for them. */
function visible(world: World, by: Account, channel: number): Room {
  const room = world.channels.get(channel);
  const seen = room && (room.members.has(by.id) || (room.kind === ChannelKind.PUBLIC && by.guest === false));
  if (!room || !seen) throw new Refused("not_found");
  return room;
}

/** A channel that the user may read. */
export function readable(world: World, by: Account, channel: number): Room {
  const room = visible(world, by, channel);
  refuseIf(!room.members.has(by.id) && room.bans.has(by.id), "banned");
  return room;
}

/** A channel that the user is in. */
export function belongs(world: World, by: Account, channel: number): { room: Room; mine: Member } {
  const room = readable(world, by, channel);
  const mine = room.members.get(by.id);
  if (!mine) throw new Refused("not_member");
  return { room, mine };
}

/** The role that counts: administrators have an owner's wherever they are members. */
export function roleIn(room: Room, by: Account): Role {
  if (by.admin && room.kind !== ChannelKind.DIRECT) return Role.OWNER;
  return room.members.get(by.id)?.role ?? Role.UNSPECIFIED;
}

/** Why nobody of this role may do it there. */
export function faultOf(room: Room, role: Role, action: string): "forbidden" | "archived" | undefined {
  const permission = TABLE.get(action);
  if (!permission) throw new Error(`the table of permissions has no ${action}`);
  if (room.kind === ChannelKind.DIRECT && !permission.direct) return "forbidden";
  if (room.archived && !permission.archived) return "archived";
  return role < permission.least ? "forbidden" : undefined;
}

/** A channel in which the user may do this. */
export function mayDo(
  world: World,
  by: Account,
  channel: number,
  action: string,
): { room: Room; mine: Member } {
  const { room, mine } = belongs(world, by, channel);
  const fault = faultOf(room, roleIn(room, by), action);
  if (fault) throw new Refused(fault);
  return { room, mine };
}

/** What counts when one acts on another: a role, 0 for who isn't in the channel, and administrators above all. */
export function rankIn(world: World, room: Room, user: number): number {
  const account = world.users.get(user);
  if (!account) throw new Refused("not_found");
  return account.admin ? Role.OWNER + 1 : (room.members.get(user)?.role ?? 0);
}

export function checkOutranks(world: World, room: Room, by: number, user: number): void {
  refuseIf(rankIn(world, room, by) <= rankIn(world, room, user), "forbidden");
}

export const isLastOwner = (room: Room, user: number): boolean =>
  room.members.get(user)?.role === Role.OWNER &&
  [...room.members].every(([id, { role }]) => id === user || role !== Role.OWNER);

/** The last owner stays while others are there. */
export function checkOwnerStays(room: Room, user: number): void {
  refuseIf(isLastOwner(room, user) && room.members.size > 1, "forbidden");
}

/** Users whom a guest's account sees: those with whom it shares a channel. */
export function sharesChannel(world: World, user: number, other: number): boolean {
  return [...world.channels.values()].some(({ members }) => members.has(user) && members.has(other));
}
