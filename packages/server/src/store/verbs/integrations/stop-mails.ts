import { first, type Steps } from "../../sql/steps.ts";
import { preferencesIn, setPreferences } from "../reading/preferences.ts";

/** Sets a user's preferences so that nothing is mailed to them any more. */
export function* stopMails({ user }: { user: number }): Steps<void> {
  const row = yield* first<{ preferences: string }>("SELECT preferences FROM users WHERE id = ?1", user);
  if (row === undefined) return;
  const preferences = { ...preferencesIn(row.preferences), mailAfterMinutes: 0 };
  yield* setPreferences({ user, preferences });
}
