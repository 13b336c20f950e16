import type { Init, UserEvent } from "@hubbub/protocol";

import type { Steps } from "../../sql/steps.ts";
import { channelItem } from "./channel-item.ts";

/** The present state of one of a user's own things, as the user feed tells it; what is gone is told as gone. */
export type FeedItem = (user: number, key: string) => Steps<Init<UserEvent>["body"]>;

/** The kinds of things in a user's feed, by their name in the table user_changes. */
export const FEED_ITEMS = {
  /** Key: the channel's id. */
  channel: channelItem,
} satisfies Record<string, FeedItem>;

export type FeedKind = keyof typeof FEED_ITEMS;
