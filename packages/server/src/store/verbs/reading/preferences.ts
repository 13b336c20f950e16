import type { Preferences } from "@hubbub/protocol";

import { first, run, type Steps } from "../../sql/steps.ts";
import { changed } from "../feed/changed.ts";
import type { FeedItem } from "../feed/items.ts";

const DEFAULT_PREFERENCES: Preferences = {
  keywords: [],
  quietUntil: 0,
  quietFromMinute: 0,
  quietToMinute: 0,
  hideReceipts: false,
  mailAfterMinutes: 0,
  client: "",
};

/** The preferences in a user's row; what was never set has its default. */
export function preferencesIn(json: string): Preferences {
  return { ...DEFAULT_PREFERENCES, ...(JSON.parse(json) as Partial<Preferences>) };
}

export function* setPreferences(args: { user: number; preferences: Preferences }): Steps<void> {
  const { user, preferences } = args;
  yield* run("UPDATE users SET preferences = ?2 WHERE id = ?1", user, JSON.stringify(preferences));
  yield* changed(user, "preferences", "");
}

export const preferencesItem: FeedItem = function* (user) {
  const row = yield* first<{ preferences: string }>("SELECT preferences FROM users WHERE id = ?1", user);
  return { case: "preferences", value: preferencesIn(row?.preferences ?? "{}") };
};
