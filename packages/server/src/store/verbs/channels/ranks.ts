import { Refusal } from "../../../errors.ts";
import { first, type Steps } from "../../sql/steps.ts";

/** Above the roles of a channel: administrators of the server, and its own command line, which acts as user 0. */
export const ADMINISTRATOR_RANK = 5;
export const OPERATOR_RANK = 6;
export const OPERATOR = 0;

interface RawRank {
  admin: number;
  role: number;
}

/** What counts when one acts on another: the role in the channel, 0 for who is no member, or a rank above. */
export function* rankOf(channel: number, user: number): Steps<number> {
  if (user === OPERATOR) return OPERATOR_RANK;
  const row = yield* first<RawRank>(
    `SELECT users.admin, coalesce(members.role, 0) AS role
     FROM users LEFT JOIN members ON members.user = users.id AND members.channel = ?1 WHERE users.id = ?2`,
    channel,
    user,
  );
  if (!row) throw noUser(user);
  return row.admin ? ADMINISTRATOR_RANK : row.role;
}

/** Refuses who acts on one of the same or a higher rank. */
export function* checkOutranks(channel: number, by: number, user: number): Steps<void> {
  if ((yield* rankOf(channel, by)) > (yield* rankOf(channel, user))) return;
  throw new Refusal("forbidden", "You can't do this to somebody of your own rank, or a higher one.");
}

export const noUser = (user: number): Refusal =>
  new Refusal("not_found", `There is no user ${user} that you can see.`);
