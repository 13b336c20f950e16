import { type Channel, type Init, Role } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { channelOf } from "../../rows.ts";
import { channelById, membership } from "../../sql/channel-rows.ts";
import { first, run, type Steps } from "../../sql/steps.ts";
import { archived } from "../channels/join-channel.ts";
import { addMember } from "../channels/membership.ts";
import { refuseBanned } from "../moderation/refuse-banned.ts";
import { invite } from "./invites.ts";

/**
 * Makes the user a member by an invitation, which counts; nothing changes for who is one. Refuses an invitation that is
 * over, an archived channel, and who is banned.
 */
export function* joinByInvite(args: { code: string; user: number; at: number }): Steps<Init<Channel>> {
  const { code, user, at } = args;
  const good = yield* invite({ code, at });
  const row = good?.channel && (yield* channelById(good.channel));
  if (!good || !row) throw noInvite();
  const mine = yield* membership(row.id, user);
  if (mine) return channelOf(row, mine);
  if (row.archived) throw archived();
  yield* refuseBanned(row.id, user, at);
  yield* run("UPDATE invites SET uses = uses + 1 WHERE code = ?1", code);
  const account = yield* first<{ guest: number }>("SELECT guest FROM users WHERE id = ?1", user);
  const role = account?.guest ? Role.GUEST : (good.role as Role);
  const seq = yield* addMember({ channel: row.id, user, role, by: user, at });
  return channelOf({ ...row, head: seq ?? row.head }, yield* membership(row.id, user));
}

export const noInvite = (): Refusal =>
  new Refusal("not_found", "This invitation is not good, or not any more. Ask for another one.");
