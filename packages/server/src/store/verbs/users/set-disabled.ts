import { changes, type Steps } from "../../sql/steps.ts";
import { changed } from "../feed/changed.ts";

/** Notes whether a user's account is disabled; nothing for who was never here. */
export function* setDisabled({ user, disabled }: { user: number; disabled: boolean }): Steps<void> {
  const isNew = yield* changes(
    "UPDATE users SET disabled = ?2 WHERE id = ?1 AND disabled <> ?2 RETURNING id",
    user,
    Number(disabled),
  );
  if (isNew) yield* changed(user, "user", "");
}
