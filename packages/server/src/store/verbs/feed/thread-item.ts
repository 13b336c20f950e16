import { first } from "../../sql/steps.ts";
import { Following } from "../messages/follow.ts";
import type { FeedItem } from "./items.ts";

/** Whether the user follows a thread, and how far they have read it. */
export const threadItem: FeedItem = function* (user, key) {
  const [channel = 0, root = 0] = key.split(":").map(Number);
  const row = yield* first<{ following: number; read: number }>(
    "SELECT following, read FROM thread_follows WHERE user = ?1 AND channel = ?2 AND root = ?3",
    user,
    channel,
    root,
  );
  const { following = 0, read = 0 } = row ?? {};
  return { case: "thread", value: { channel, root, following: following === Following.YES, read } };
};
