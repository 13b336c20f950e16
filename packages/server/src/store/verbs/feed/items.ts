import type { Init, UserEvent } from "@hubbub/protocol";

import type { Steps } from "../../sql/steps.ts";
import { draftItem } from "../messages/drafts.ts";
import { scheduledItem } from "../messages/scheduled.ts";
import { preferencesItem } from "../reading/preferences.ts";
import { userItem } from "../users/profile.ts";
import { channelItem } from "./channel-item.ts";
import { threadItem } from "./thread-item.ts";

/** The present state of one of a user's own things, as the user feed tells it; what is gone is told as gone. */
export type FeedItem = (user: number, key: string) => Steps<Init<UserEvent>["body"]>;

/** The kinds of things in a user's feed, by their name in the table user_changes. */
export const FEED_ITEMS = {
  /** Key: the channel's id. */
  channel: channelItem,
  /** Key: the channel's id, a colon, the root's seq. */
  thread: threadItem,
  /** Key: the channel's id, a colon, the thread's root (0: none). */
  draft: draftItem,
  /** Key: its id. */
  scheduled: scheduledItem,
  /** Key: empty; one each. */
  preferences: preferencesItem,
  user: userItem,
} satisfies Record<string, FeedItem>;

export type FeedKind = keyof typeof FEED_ITEMS;
