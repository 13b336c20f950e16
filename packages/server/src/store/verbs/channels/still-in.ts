import { Refusal } from "../../../errors.ts";
import { first, type Steps } from "../../sql/steps.ts";
import { OPERATOR } from "./ranks.ts";

export interface Acting {
  channel: number;
  /** Who does it; the server's own command line and word rules, which are 0, always may. */
  by: number;
  /** Whether it is done in archived channels, too. */
  archived?: boolean;
  /** When it is done, if who is muted may not. */
  mutedAt?: number;
}

interface Place {
  archived: number;
  muted_until: number;
}

/**
 * Refuses what was checked before its user was removed or muted, or the channel archived, and comes to be done after it: in the log
 * nothing of theirs stands behind the event that tells it.
 */
export function* checkStillIn({ channel, by, archived = false, mutedAt }: Acting): Steps<void> {
  if (by === OPERATOR) return;
  const place = yield* first<Place>(
    `SELECT channels.archived, members.muted_until FROM members JOIN channels ON channels.id = members.channel
     WHERE members.channel = ?1 AND members.user = ?2`,
    channel,
    by,
  );
  if (!place) throw new Refusal("forbidden", "You were removed from this channel just now.");
  if (place.archived && !archived) {
    throw new Refusal("archived", "The channel is archived: it can be read only.");
  }
  if (mutedAt !== undefined && place.muted_until > mutedAt) {
    throw new Refusal("muted", "A moderator has muted you in this channel.", {
      retryAfterMs: place.muted_until - mutedAt,
    });
  }
}
