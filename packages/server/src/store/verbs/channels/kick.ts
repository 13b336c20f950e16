import type { Steps } from "../../sql/steps.ts";
import { disableWebhooksOf } from "../integrations/disable-webhook.ts";
import { revokeInvitesOf } from "../invites/revoke-invite.ts";
import { audit } from "../moderation/audit.ts";
import { removeMember } from "./membership.ts";
import { archiveIfEmpty, checkOwnerStays } from "./owners.ts";
import { checkOutranks } from "./ranks.ts";
import { checkStillIn } from "./still-in.ts";

export interface Kick {
  channel: number;
  user: number;
  by: number;
  at: number;
}

/**
 * Ends somebody else's membership, and the invitations and webhooks that they have made; the seq of the event that tells it, 0 if
 * they were no member. Refuses who doesn't outrank them, and to take the last owner from others.
 */
export function* kick({ channel, user, by, at }: Kick): Steps<number> {
  yield* checkStillIn({ channel, by });
  yield* checkOutranks(channel, by, user);
  yield* checkOwnerStays(channel, user);
  const seq = yield* removeMember({ channel, user, by, at });
  if (seq === undefined) return 0;
  yield* revokeInvitesOf(channel, user);
  yield* disableWebhooksOf({ channel, user, at });
  yield* archiveIfEmpty(channel, by, at);
  yield* audit({ at, by, action: "member.remove", channel, target: user });
  return seq;
}
