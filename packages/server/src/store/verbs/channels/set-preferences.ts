import type { MembershipRow } from "../../rows.ts";
import { membership } from "../../sql/channel-rows.ts";
import { changes, type Steps } from "../../sql/steps.ts";
import { changed } from "../feed/changed.ts";

export interface ChannelPreferences {
  channel: number;
  user: number;
  /** A NotificationLevel. */
  level: number;
  favourite: boolean;
}

/** Sets what a member wants of a channel; undefined if they are none any more. */
export function* setChannelPreferences(args: ChannelPreferences): Steps<MembershipRow | undefined> {
  const { channel, user, level, favourite } = args;
  const isNew = yield* changes(
    `UPDATE members SET level = ?3, favourite = ?4 WHERE channel = ?1 AND user = ?2 AND (level, favourite) <> (?3, ?4)
     RETURNING user`,
    channel,
    user,
    level,
    Number(favourite),
  );
  if (isNew) yield* changed(user, "channel", channel);
  return yield* membership(channel, user);
}
