import { type Init, type Invite as InviteView, Role } from "@hubbub/protocol";

import { mayDo, roleIn } from "../access.ts";
import { act } from "../acts.ts";
import { Refused, refuseIf } from "../refused.ts";
import type { Invite, World } from "../world.ts";
import { entryRole, join } from "./channels.ts";
import { DONE, given, type Rules } from "./rule.ts";

const isGood = ({ maxUses, uses }: Invite): boolean => maxUses === 0 || uses < maxUses;

function goodInvite(world: World, code: string): Invite | undefined {
  const invite = world.invites.get(code);
  return invite && isGood(invite) ? invite : undefined;
}

function inviteView(world: World, invite: Invite): Init<InviteView> {
  return { ...invite, channelName: world.channels.get(invite.channel)!.name };
}

export const INVITES: Rules<"createInvite" | "listInvites" | "revokeInvite" | "getInvite" | "joinByInvite"> =
  {
    createInvite: {
      scope: "channels:write",
      do(world, by, { channel, expiresAt, maxUses, role }, answered) {
        mayDo(world, by, channel, "invite");
        const first = entryRole(role);
        refuseIf(expiresAt !== 0 && expiresAt <= Date.now(), "invalid");
        const { code = `unknown ${world.audit.length}`, expiresAt: end = expiresAt } =
          given(answered, "invite") ?? {};
        const invite = {
          code,
          channel,
          user: by.id,
          expiresAt: expiresAt || end,
          maxUses,
          uses: 0,
          role: first,
        };
        world.invites.set(code, invite);
        const detail = { expiresAt: invite.expiresAt, maxUses };
        act(world, { actor: by.id, action: "invite.create", channel, target: 0, detail });
        return { case: "invite", value: inviteView(world, invite) };
      },
    },
    listInvites: {
      scope: "channels:read",
      reads: true,
      do(world, by, { channel }) {
        const { room } = mayDo(world, by, channel, "invite");
        const seesAll = roleIn(room, by) >= Role.MODERATOR;
        const invites = [...world.invites.values()]
          .filter((invite) => invite.channel === channel && isGood(invite))
          .filter(({ user }) => seesAll || user === by.id)
          .toSorted((a, b) => a.expiresAt - b.expiresAt || (a.code < b.code ? -1 : 1));
        return { case: "invites", value: { invites: invites.map((invite) => inviteView(world, invite)) } };
      },
    },
    revokeInvite: {
      scope: "channels:write",
      do(world, by, { code }) {
        const invite = goodInvite(world, code);
        if (!invite) return DONE;
        const { channel } = invite;
        const { room } = mayDo(world, by, channel, "invite");
        refuseIf(invite.user !== by.id && roleIn(room, by) < Role.MODERATOR, "forbidden");
        world.invites.delete(code);
        act(world, { actor: by.id, action: "invite.revoke", channel, target: 0, detail: {} });
        return DONE;
      },
    },
    getInvite: {
      scope: "channels:read",
      reads: true,
      do(world, _by, { code }) {
        const invite = goodInvite(world, code);
        if (!invite) throw new Refused("not_found");
        return { case: "invite", value: inviteView(world, invite) };
      },
    },
    joinByInvite: {
      scope: "channels:write",
      do(world, by, { code }) {
        const invite = goodInvite(world, code);
        if (!invite) throw new Refused("not_found");
        const room = world.channels.get(invite.channel)!;
        const isNew = !room.members.has(by.id);
        const answer = join(world, room, by, invite.role);
        if (isNew) invite.uses += 1;
        return answer;
      },
    },
  };
