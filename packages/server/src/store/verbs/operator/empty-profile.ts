import { run, type Steps } from "../../sql/steps.ts";
import { OPERATOR } from "../channels/ranks.ts";
import { changed } from "../feed/changed.ts";
import { audit } from "../moderation/audit.ts";

/** Empties a user's profile, status and preferences, and forgets their drafts and scheduled messages. */
export function* emptyProfile({ user, at }: { user: number; at: number }): Steps<void> {
  yield* run(
    `UPDATE users SET display_name = '', display_key = '', avatar = 0, title = '', timezone = '', presence = 0,
       status_emoji = '', status_text = '', status_until = 0, preferences = '{}' WHERE id = ?1`,
    user,
  );
  yield* run("DELETE FROM drafts WHERE user = ?1", user);
  yield* run("DELETE FROM scheduled WHERE user = ?1", user);
  yield* changed(user, "user", "");
  yield* changed(user, "preferences", "");
  yield* audit({ at, by: OPERATOR, action: "user.delete_data", channel: 0, target: user });
}
