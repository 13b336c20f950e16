import type { Role } from "@hubbub/protocol";

import { channelById } from "../../sql/channel-rows.ts";
import type { Steps } from "../../sql/steps.ts";
import { logEvent } from "./membership.ts";

/** Tells a channel's settings, which were just changed, in its log and to every node; the event's seq. */
export function* logChanged(channel: number, by: number, at: number): Steps<number> {
  const row = yield* channelById(channel);
  if (!row) throw new Error(`channel ${channel} is gone that was just changed`);
  const { name, topic, description, archived, slowModeS, retentionDays } = row;
  const postRole = row.postRole as Role;
  const settings = { name, topic, description, archived, slowModeS, retentionDays, postRole };
  yield { do: archived ? "bar" : "unbar", channel, user: 0 };
  const seq = yield* logEvent(channel, by, at, { case: "changed", value: { settings } });
  yield { do: "channel-changed", channel };
  return seq;
}
