import { all, changes, run, type Steps } from "../../sql/steps.ts";
import { removeMember } from "../channels/membership.ts";
import { archiveIfEmpty, checkOwnerStays } from "../channels/owners.ts";
import { checkOutranks } from "../channels/ranks.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { changed } from "../feed/changed.ts";
import { disableWebhooksOf } from "../integrations/disable-webhook.ts";
import { revokeInvitesOf } from "../invites/revoke-invite.ts";
import { audit } from "./audit.ts";

export interface NewBan {
  channel: number;
  user: number;
  /** 0: for good. */
  until: number;
  reason: string;
  by: number;
  at: number;
}

/**
 * Keeps a user out of a channel, replacing an earlier ban, and ends their membership, invitations and webhooks; the seq of the
 * event that tells it, 0 if they were no member. Refuses as `kick` does.
 */
export function* ban({ channel, user, until, reason, by, at }: NewBan): Steps<number> {
  yield* checkStillIn({ channel, by });
  yield* checkOutranks(channel, by, user);
  yield* checkOwnerStays(channel, user);
  yield* run(
    `INSERT INTO bans (channel, user, until, reason, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
     ON CONFLICT (channel, user) DO UPDATE SET until = excluded.until, reason = excluded.reason, by = excluded.by,
       at = excluded.at`,
    channel,
    user,
    until,
    reason,
    by,
    at,
  );
  const seq = yield* removeMember({ channel, user, by, at }, true);
  // Who only reads a public channel is told, too: their subscriptions end with it.
  if (seq === undefined) yield* changed(user, "channel", channel);
  yield* revokeInvitesOf(channel, user);
  yield* disableWebhooksOf({ channel, user, at });
  yield* archiveIfEmpty(channel, by, at);
  yield* audit({ at, by, action: "member.ban", channel, target: user, detail: { until, reason } });
  return seq ?? 0;
}

/** Ends a ban; nothing changes if there is none. */
export function* unban({ channel, user, by, at }: Omit<NewBan, "until" | "reason">): Steps<void> {
  yield* checkStillIn({ channel, by });
  const was = yield* changes(
    "DELETE FROM bans WHERE channel = ?1 AND user = ?2 RETURNING user",
    channel,
    user,
  );
  if (was) yield* audit({ at, by, action: "member.unban", channel, target: user });
}

export interface BanRow {
  user: number;
  until: number;
  reason: string;
  by: number;
  at: number;
}

/** The bans of a channel that hold at this time, the newest first. */
export function* listBans(args: { channel: number; at: number; limit: number }): Steps<BanRow[]> {
  return yield* all<BanRow>(
    `SELECT user, until, reason, by, at FROM bans WHERE channel = ?1 AND (until = 0 OR until > ?2)
     ORDER BY at DESC, user LIMIT ?3`,
    args.channel,
    args.at,
    args.limit,
  );
}
