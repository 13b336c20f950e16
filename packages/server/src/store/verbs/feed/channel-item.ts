import { channelOf } from "../../rows.ts";
import { channelById, membership } from "../../sql/channel-rows.ts";
import type { FeedItem } from "./items.ts";

/** A membership, with all there is to know of its channel. */
export const channelItem: FeedItem = function* (user, key) {
  const id = Number(key);
  const mine = yield* membership(id, user);
  const row = mine && (yield* channelById(id));
  if (!row) return { case: "channelGone", value: { channel: id } };
  return { case: "channel", value: channelOf(row, mine) };
};
