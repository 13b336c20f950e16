import type { Init, Invite, Role } from "@hubbub/protocol";

import { all, type Param, type Steps } from "../../sql/steps.ts";

interface RawInvite {
  code: string;
  channel: number;
  channel_name: string;
  user: number;
  expires_at: number;
  max_uses: number;
  uses: number;
  role: number;
}

/** Invitations that are good, by the rest of a statement after their condition. ?1 is the time. */
export function* invitesWhere(rest: string, at: number, ...params: Param[]): Steps<Init<Invite>[]> {
  const rows = yield* all<RawInvite>(
    `SELECT invites.code, invites.channel, channels.name AS channel_name, invites.user, invites.expires_at,
       invites.max_uses, invites.uses, invites.role
     FROM invites JOIN channels ON channels.id = invites.channel
     WHERE invites.expires_at > ?1 AND (invites.max_uses = 0 OR invites.uses < invites.max_uses) AND ${rest}`,
    at,
    ...params,
  );
  return rows.map(inviteOf);
}

function inviteOf({
  channel_name: channelName,
  expires_at,
  max_uses,
  role,
  ...row
}: RawInvite): Init<Invite> {
  return { ...row, channelName, expiresAt: expires_at, maxUses: max_uses, role: role as Role };
}
