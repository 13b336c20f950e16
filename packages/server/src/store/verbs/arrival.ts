import type { MembershipRow } from "../rows.ts";
import { membershipsOf } from "../sql/channel-rows.ts";
import { first, type Steps } from "../sql/steps.ts";

/** What a gateway has to know of a user who connects. */
export interface Arrival {
  /** By channel. */
  memberships: MembershipRow[];
  /** A PresenceKind that was set; 0: none. */
  presence: number;
  /** Of the user's feed. */
  version: number;
}

export function* arrival({ user }: { user: number }): Steps<Arrival> {
  const row = yield* first<{ version: number; presence: number }>(
    "SELECT version, presence FROM users WHERE id = ?1",
    user,
  );
  return {
    memberships: yield* membershipsOf(user),
    version: row?.version ?? 0,
    presence: row?.presence ?? 0,
  };
}
