import { all, list, listed, type Steps } from "../../sql/steps.ts";

/** Those of the given users who share a channel with the user, ascending. */
export function* sharingUsers(args: { user: number; users: readonly number[] }): Steps<number[]> {
  const rows = yield* all<{ id: number }>(
    `SELECT DISTINCT others.user AS id FROM members AS others
     JOIN members AS own ON own.channel = others.channel AND own.user = ?1
     WHERE others.user IN ${listed(2)} ORDER BY others.user`,
    args.user,
    list(args.users),
  );
  return rows.map(({ id }) => id);
}
