import { LIMITS, Role } from "@hubbub/protocol";

import { belongs, checkOutranks, checkOwnerStays, isLastOwner, mayDo, rankIn, readable } from "../access.ts";
import { act } from "../acts.ts";
import { Refused, refuseIf } from "../refused.ts";
import { addMember, isDirect, log, removeMember } from "../rooms.ts";
import { SOME_TIME } from "../said.ts";
import { type Account, key, type Room, type World } from "../world.ts";
import { entryRole } from "./channels.ts";
import { DONE, logged, pageOf, type Rules } from "./rule.ts";
import { userView } from "./users.ts";

/** Ends the invitations to a channel that a user has made, and their webhooks. */
function endWorksOf(world: World, room: Room, user: number): void {
  for (const webhook of world.webhooks) {
    if (webhook.channel !== room.id || webhook.user !== user || webhook.disabled) continue;
    webhook.disabled = true;
    const detail = { reason: "Who made it was removed from the channel." };
    act(world, { actor: 0, action: "webhook.disabled", channel: room.id, target: webhook.id, detail });
  }
  for (const [code, invite] of world.invites) {
    if (invite.channel === room.id && invite.user === user) world.invites.delete(code);
  }
}

function logMember(room: Room, user: number, by: Account): number {
  const { role, mutedUntil } = room.members.get(user)!;
  return log(room, by.id, { case: "memberChanged", value: { user, role, mutedUntil } });
}

export const MEMBERS: Rules<
  | "leaveChannel"
  | "listMembers"
  | "addMembers"
  | "removeMember"
  | "setRole"
  | "ban"
  | "unban"
  | "mute"
  | "listBans"
> = {
  leaveChannel: {
    scope: "channels:write",
    do(world, by, { channel }) {
      const { room } = belongs(world, by, channel);
      refuseIf(isDirect(room), "forbidden");
      checkOwnerStays(room, by.id);
      removeMember(room, by.id, by.id);
      return DONE;
    },
  },
  listMembers: {
    scope: "channels:read",
    reads: true,
    do(world, by, { channel, after, limit }) {
      refuseIf(limit > LIMITS.pageMax, "too_large");
      const { members } = readable(world, by, channel);
      const all = [...members].filter(([id]) => id > after).toSorted(([a], [b]) => a - b);
      const { page, more } = pageOf(all, limit, LIMITS.pageDefault);
      const users = page.map(([id]) => userView(world.users.get(id)!));
      return { case: "users", value: { users, roles: page.map(([, { role }]) => role), more } };
    },
  },
  addMembers: {
    scope: "channels:write",
    do(world, by, { channel, users, role }) {
      const { room } = mayDo(world, by, channel, "addMembers");
      refuseIf(users.length === 0, "invalid");
      refuseIf(users.length > LIMITS.membersAtOnce, "too_large");
      const first = entryRole(role);
      refuseIf(
        users.some((user) => !world.users.has(user)),
        "not_found",
      );
      refuseIf(
        users.some((user) => room.bans.has(user)),
        "banned",
      );
      let last = 0;
      for (const { id, guest } of world.users.values()) {
        if (!users.includes(id)) continue;
        last = addMember(world, room, id, guest ? Role.GUEST : first, by.id) || last;
      }
      return logged(channel, last);
    },
  },
  removeMember: {
    scope: "channels:write",
    do(world, by, { channel, user }) {
      const { room } = mayDo(world, by, channel, "removeMember");
      checkOutranks(world, room, by.id, user);
      checkOwnerStays(room, user);
      const seq = removeMember(room, user, by.id);
      if (seq === 0) return logged(channel, 0);
      endWorksOf(world, room, user);
      act(world, { actor: by.id, action: "member.remove", channel, target: user, detail: {} });
      return logged(channel, seq);
    },
  },
  setRole: {
    scope: "channels:write",
    do(world, by, { channel, user, role }) {
      const { room } = mayDo(world, by, channel, "setRole");
      refuseIf(role < Role.GUEST || role > Role.OWNER, "invalid");
      const theirs = room.members.get(user);
      if (!theirs) throw new Refused("not_found");
      if (user !== by.id) checkOutranks(world, room, by.id, user);
      refuseIf(role > rankIn(world, room, by.id), "forbidden");
      const was = theirs.role;
      if (was === role) return logged(channel, 0);
      refuseIf(world.users.get(user)!.guest && role !== Role.GUEST, "invalid");
      refuseIf(isLastOwner(room, user), "forbidden");
      theirs.role = role as Role;
      const detail = { role, was };
      act(world, { actor: by.id, action: "member.role", channel, target: user, detail });
      return logged(channel, logMember(room, user, by));
    },
  },
  ban: {
    scope: "channels:write",
    do(world, by, { channel, user, until, reason }) {
      const { room } = mayDo(world, by, channel, "ban");
      refuseIf(reason.length > LIMITS.reasonLength, "too_large");
      refuseIf(until !== 0 && until <= Date.now(), "invalid");
      checkOutranks(world, room, by.id, user);
      checkOwnerStays(room, user);
      room.bans.set(user, { until, reason, by: by.id });
      world.told.add(key(user, channel));
      const seq = removeMember(room, user, by.id, true);
      endWorksOf(world, room, user);
      const detail = { until, reason };
      act(world, { actor: by.id, action: "member.ban", channel, target: user, detail });
      return logged(channel, seq);
    },
  },
  unban: {
    scope: "channels:write",
    do(world, by, { channel, user }) {
      const { room } = mayDo(world, by, channel, "ban");
      if (room.bans.delete(user)) {
        act(world, { actor: by.id, action: "member.unban", channel, target: user, detail: {} });
      }
      return DONE;
    },
  },
  mute: {
    scope: "channels:write",
    do(world, by, { channel, user, until }) {
      const { room } = mayDo(world, by, channel, "mute");
      refuseIf(until !== 0 && until <= Date.now(), "invalid");
      const theirs = room.members.get(user);
      if (!theirs) throw new Refused("not_found");
      checkOutranks(world, room, by.id, user);
      if (theirs.mutedUntil === until) return logged(channel, 0);
      theirs.mutedUntil = until;
      const action = until === 0 ? "member.unmute" : "member.mute";
      act(world, { actor: by.id, action, channel, target: user, detail: { until } });
      return logged(channel, logMember(room, user, by));
    },
  },
  listBans: {
    scope: "channels:read",
    reads: true,
    do(world, by, { channel }) {
      const { room } = mayDo(world, by, channel, "ban");
      const bans = [...room.bans].map(([user, ban]) => Object.assign({ user, at: SOME_TIME }, ban));
      return { case: "bans", value: { bans } };
    },
  },
};
