import type { Init, Invite, Role } from "@hubbub/protocol";
import { LIMITS } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { first, run, type Steps } from "../../sql/steps.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { audit } from "../moderation/audit.ts";
import { invitesWhere } from "./invite-rows.ts";

export interface NewInvite {
  code: string;
  channel: number;
  user: number;
  expiresAt: number;
  /** 0: any number. */
  maxUses: number;
  role: Role;
  at: number;
}

/** Makes an invitation. Refuses past the most that a channel has; those that are over are forgotten first. */
export function* createInvite(invite: NewInvite): Steps<Init<Invite>> {
  const { code, channel, user, expiresAt, maxUses, role, at } = invite;
  yield* checkStillIn({ channel, by: user });
  yield* run(
    "DELETE FROM invites WHERE channel = ?1 AND (expires_at <= ?2 OR (max_uses > 0 AND uses >= max_uses))",
    channel,
    at,
  );
  const row = yield* first<{ count: number }>(
    "SELECT count(*) AS count FROM invites WHERE channel = ?1",
    channel,
  );
  if ((row?.count ?? 0) >= LIMITS.invitesPerChannel) {
    const message = `A channel has ${LIMITS.invitesPerChannel} invitations at most: revoke one first.`;
    throw new Refusal("too_large", message, { limit: LIMITS.invitesPerChannel });
  }
  yield* run(
    `INSERT INTO invites (code, channel, user, expires_at, max_uses, role) VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
    code,
    channel,
    user,
    expiresAt,
    maxUses,
    role,
  );
  yield* audit({ at, by: user, action: "invite.create", channel, target: 0, detail: { expiresAt, maxUses } });
  const [made] = yield* invitesWhere("invites.code = ?2", at, code);
  if (!made) throw new Error("an invitation is gone that was just made");
  return made;
}

/** The good invitations to a channel, the first to end first; of one user, unless it is 0. */
export function* listInvites(args: { channel: number; user: number; at: number }): Steps<Init<Invite>[]> {
  return yield* invitesWhere(
    "invites.channel = ?2 AND (?3 = 0 OR invites.user = ?3) ORDER BY invites.expires_at, invites.code",
    args.at,
    args.channel,
    args.user,
  );
}

/** An invitation that is good at this time. */
export function* invite({ code, at }: { code: string; at: number }): Steps<Init<Invite> | undefined> {
  return (yield* invitesWhere("invites.code = ?2", at, code))[0];
}
