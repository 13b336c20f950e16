import { Refusal } from "../../../errors.ts";
import { first, type Steps } from "../../sql/steps.ts";

/** When the user's ban from the channel ends, 0 for never; undefined if there is none at this time. */
export function* banOf(channel: number, user: number, at: number): Steps<number | undefined> {
  const ban = yield* first<{ until: number }>(
    "SELECT until FROM bans WHERE channel = ?1 AND user = ?2 AND (until = 0 OR until > ?3)",
    channel,
    user,
    at,
  );
  return ban?.until;
}

/** Refuses who is banned from the channel at this time. */
export function* refuseBanned(
  channel: number,
  user: number,
  at: number,
  who = "You are banned from this channel",
): Steps<void> {
  const until = yield* banOf(channel, user, at);
  if (until === undefined) return;
  const end = until === 0 ? "for good" : `until ${new Date(until).toISOString()}`;
  throw new Refusal("banned", `${who} ${end}.`);
}
