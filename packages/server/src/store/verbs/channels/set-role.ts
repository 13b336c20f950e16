import { Role } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { membership } from "../../sql/channel-rows.ts";
import { first, run, type Steps } from "../../sql/steps.ts";
import { changed } from "../feed/changed.ts";
import { audit } from "../moderation/audit.ts";
import { logMember } from "./log-member.ts";
import { isLastOwner, lastOwner } from "./owners.ts";
import { checkOutranks, rankOf } from "./ranks.ts";
import { checkStillIn } from "./still-in.ts";

export interface RoleChange {
  channel: number;
  user: number;
  role: Role;
  by: number;
  at: number;
}

/**
 * Gives a member another role; the seq of the event that tells it, 0 if they have it already. Refuses who doesn't
 * outrank the member (unless it is themselves) or the role, more than a guest's for a guest's account, and to demote the
 * last owner.
 */
export function* setRole({ channel, user, role, by, at }: RoleChange): Steps<number> {
  yield* checkStillIn({ channel, by });
  const mine = yield* membership(channel, user);
  if (!mine) throw noMember(user);
  if (user !== by) yield* checkOutranks(channel, by, user);
  if (role > (yield* rankOf(channel, by))) {
    throw new Refusal("forbidden", "You can't give a role above your own.");
  }
  if (mine.role === role) return 0;
  const account = yield* first<{ guest: number }>("SELECT guest FROM users WHERE id = ?1", user);
  if (account?.guest && role !== Role.GUEST) {
    throw new Refusal("invalid", "A guest's account has the role of a guest everywhere.", {
      field: "setRole.role",
    });
  }
  if (mine.role === Role.OWNER && (yield* isLastOwner(channel, user))) throw lastOwner();
  yield* run("UPDATE members SET role = ?3 WHERE channel = ?1 AND user = ?2", channel, user, role);
  const seq = yield* logMember(channel, user, by, at);
  yield* changed(user, "channel", channel);
  yield* audit({ at, by, action: "member.role", channel, target: user, detail: { role, was: mine.role } });
  return seq;
}

export const noMember = (user: number): Refusal =>
  new Refusal("not_found", `User ${user} is no member of this channel.`);
