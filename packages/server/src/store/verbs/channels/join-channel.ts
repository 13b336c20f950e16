import { type Channel, type Init, Role } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { channelOf } from "../../rows.ts";
import { channelById, membership } from "../../sql/channel-rows.ts";
import { first, type Steps } from "../../sql/steps.ts";
import { addMember } from "./membership.ts";

export interface Joining {
  channel: number;
  user: number;
  role: Role;
  at: number;
}

/** Makes the user a member; nothing changes for who is one. Refuses who is banned, and a channel that is not there. */
export function* joinChannel({ channel, user, role, at }: Joining): Steps<Init<Channel>> {
  const row = yield* channelById(channel);
  if (!row) throw new Refusal("not_found", `There is no channel ${channel} that you can see.`);
  yield* refuseBanned(channel, user, at);
  const seq = yield* addMember({ channel, user, role, by: user, at });
  return channelOf({ ...row, head: seq ?? row.head }, yield* membership(channel, user));
}

/** Refuses who is banned from the channel at this time. */
export function* refuseBanned(channel: number, user: number, at: number): Steps<void> {
  const ban = yield* first<{ until: number }>(
    "SELECT until FROM bans WHERE channel = ?1 AND user = ?2 AND (until = 0 OR until > ?3)",
    channel,
    user,
    at,
  );
  if (!ban) return;
  const end = ban.until === 0 ? "for good" : `until ${new Date(ban.until).toISOString()}`;
  throw new Refusal("banned", `You are banned from this channel ${end}.`);
}
