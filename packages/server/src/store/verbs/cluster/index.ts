import { all, list, listed, type Steps } from "../../sql/steps.ts";

/** The newest seqs of logs; unknown channels are left out. */
export function* logHeads(args: { channels: readonly number[] }): Steps<{ channel: number; head: number }[]> {
  return yield* all<{ channel: number; head: number }>(
    `SELECT id AS channel, coalesce((SELECT max(seq) FROM events WHERE events.channel = channels.id), 0) AS head
     FROM channels WHERE id IN ${listed(1)}`,
    list(args.channels),
  );
}

/** The versions of users' feeds; unknown users are left out. */
export function* feedVersions(args: {
  users: readonly number[];
}): Steps<{ user: number; version: number }[]> {
  const rows = yield* all<{ id: number; version: number }>(
    `SELECT id, version FROM users WHERE id IN ${listed(1)}`,
    list(args.users),
  );
  return rows.map(({ id, version }) => ({ user: id, version }));
}

/** What a node asks to compare with what it has heard. */
export const CLUSTER_READS = { logHeads, feedVersions };
