import { membership } from "../../sql/channel-rows.ts";
import { run, type Steps } from "../../sql/steps.ts";
import { logMember } from "../channels/log-member.ts";
import { checkOutranks } from "../channels/ranks.ts";
import { noMember } from "../channels/set-role.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { changed } from "../feed/changed.ts";
import { audit } from "./audit.ts";

export interface Mute {
  channel: number;
  user: number;
  /** 0 ends it. */
  until: number;
  by: number;
  at: number;
}

/** Keeps a member from sending; the seq of the event that tells it, 0 if all was so. Refuses who doesn't outrank them. */
export function* mute({ channel, user, until, by, at }: Mute): Steps<number> {
  yield* checkStillIn({ channel, by });
  const mine = yield* membership(channel, user);
  if (!mine) throw noMember(user);
  yield* checkOutranks(channel, by, user);
  if (mine.mutedUntil === until) return 0;
  yield* run("UPDATE members SET muted_until = ?3 WHERE channel = ?1 AND user = ?2", channel, user, until);
  yield until === 0 ? { do: "unbar", channel, user } : { do: "bar", channel, user, ms: until - Date.now() };
  const seq = yield* logMember(channel, user, by, at);
  yield* changed(user, "channel", channel);
  const action = until === 0 ? "member.unmute" : "member.mute";
  yield* audit({ at, by, action, channel, target: user, detail: { until } });
  return seq;
}
