import { Role } from "@hubbub/protocol";

import { all, list, listed, type Steps } from "../../sql/steps.ts";
import { refuseBanned } from "../moderation/refuse-banned.ts";
import { addMember } from "./membership.ts";
import { noUser } from "./ranks.ts";
import { checkStillIn } from "./still-in.ts";

export interface NewMembers {
  channel: number;
  users: readonly number[];
  /** Guest or member; guests' accounts become guests whatever it says. */
  role: Role;
  by: number;
  at: number;
}

/** Adds users who aren't members yet; the seq of the last event that tells it, 0 for none. Refuses all if one can't be added. */
export function* addMembers({ channel, users, role, by, at }: NewMembers): Steps<number> {
  yield* checkStillIn({ channel, by });
  const rows = yield* all<{ id: number; guest: number }>(
    `SELECT id, guest FROM users WHERE id IN ${listed(1)} ORDER BY id`,
    list(users),
  );
  const unknown = users.find((user) => !rows.some(({ id }) => id === user));
  if (unknown !== undefined) throw noUser(unknown);
  let last = 0;
  for (const { id: user, guest } of rows) {
    yield* refuseBanned(channel, user, at, `User ${user} is banned from this channel`);
    const seq = yield* addMember({ channel, user, role: guest ? Role.GUEST : role, by, at });
    if (seq !== undefined) last = seq;
  }
  return last;
}
