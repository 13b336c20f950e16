import { ChannelKind } from "@hubbub/protocol";

import type { ChannelRow } from "../../rows.ts";
import { channelById } from "../../sql/channel-rows.ts";
import type { Steps } from "../../sql/steps.ts";
import { banOf } from "../moderation/refuse-banned.ts";

/** A channel as one sees it who is no member. */
export interface OutsideView {
  channel: ChannelRow;
  /** When the user's ban ends, 0 for never; undefined if there is none. */
  bannedUntil: number | undefined;
}

/** Undefined if there is no such channel, or none that is public. */
export function* outsideView(args: {
  channel: number;
  user: number;
  at: number;
}): Steps<OutsideView | undefined> {
  const channel = yield* channelById(args.channel);
  if (channel?.kind !== ChannelKind.PUBLIC) return undefined;
  return { channel, bannedUntil: yield* banOf(args.channel, args.user, args.at) };
}
