import { type Channel, type Init, Role } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { channelOf } from "../../rows.ts";
import { channelById, membership } from "../../sql/channel-rows.ts";
import type { Steps } from "../../sql/steps.ts";
import { refuseBanned } from "../moderation/refuse-banned.ts";
import { addMember } from "./membership.ts";

export interface Joining {
  channel: number;
  user: number;
  role: Role;
  at: number;
}

/** Makes the user a member; nothing changes for who is one. Refuses who is banned, and a channel that is archived or not there. */
export function* joinChannel({ channel, user, role, at }: Joining): Steps<Init<Channel>> {
  const row = yield* channelById(channel);
  if (!row) throw new Refusal("not_found", `There is no channel ${channel} that you can see.`);
  const mine = yield* membership(channel, user);
  if (mine) return channelOf(row, mine);
  if (row.archived) throw archived();
  yield* refuseBanned(channel, user, at);
  const seq = yield* addMember({ channel, user, role, by: user, at });
  return channelOf({ ...row, head: seq ?? row.head }, yield* membership(channel, user));
}

export const archived = (): Refusal =>
  new Refusal("archived", "The channel is archived: it can be read only.");
