import type { ChannelRow } from "../../rows.ts";
import { channelsWhere } from "../../sql/channel-rows.ts";
import { all, list, listed, type Steps } from "../../sql/steps.ts";

export interface CountedChannel extends ChannelRow {
  members: number;
}

/** All channels, private and direct ones too, with ids after `after`, ascending. */
export function* allChannels(args: { after: number; limit: number }): Steps<CountedChannel[]> {
  const rows = yield* channelsWhere("WHERE id > ?1 ORDER BY id LIMIT ?2", args.after, args.limit);
  const counts = yield* all<{ channel: number; count: number }>(
    `SELECT channel, count(*) AS count FROM members WHERE channel IN ${listed(1)} GROUP BY channel`,
    list(rows.map(({ id }) => id)),
  );
  const members = new Map(counts.map(({ channel, count }) => [channel, count]));
  return rows.map((row) => Object.assign(row, { members: members.get(row.id) ?? 0 }));
}
