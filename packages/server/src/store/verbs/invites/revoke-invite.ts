import { changes, run, type Steps } from "../../sql/steps.ts";
import { audit } from "../moderation/audit.ts";

/** Ends the invitations to a channel that a user has made. */
export function* revokeInvitesOf(channel: number, user: number): Steps<void> {
  yield* run("DELETE FROM invites WHERE channel = ?1 AND user = ?2", channel, user);
}

export interface Revocation {
  code: string;
  channel: number;
  by: number;
  at: number;
}

/** Ends an invitation; nothing changes if there is none. */
export function* revokeInvite({ code, channel, by, at }: Revocation): Steps<void> {
  const was = yield* changes("DELETE FROM invites WHERE code = ?1 RETURNING code", code);
  if (was) yield* audit({ at, by, action: "invite.revoke", channel, target: 0 });
}
