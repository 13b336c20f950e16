import { changes, run } from "@hubbub/sql";

import type { PasswordChange, Role } from "../account-store.ts";
import { accountById, endAll, revoke, voidTokens } from "./account-rows.ts";
import { dropSetupCode } from "./secrets.ts";
import { endOthers } from "./sessions.ts";
import { type Steps, take } from "./steps.ts";

/** See AccountStore.setRole. */
export function* setRole(id: number, role: Role, at: number): Steps<boolean> {
  const [admin, guest] = [role === "admin", role === "guest"];
  if (admin) yield* take({ on: "administrators" });
  yield* take({ on: "account", id });
  const account = yield* accountById(id);
  if (!account || account.bot) return false;
  if (account.admin === admin && account.guest === guest) return true;
  yield* run("UPDATE accounts SET admin = ?1, guest = ?2 WHERE id = ?3", Number(admin), Number(guest), id);
  if (admin) yield* dropSetupCode();
  yield* voidTokens(id, at, "role");
  return true;
}

/** See AccountStore.setDisabled. */
export function* setDisabled(id: number, disabled: boolean, at: number): Steps<void> {
  yield* take({ on: "account", id });
  const changed = yield* changes(
    "UPDATE accounts SET disabled = ?1 WHERE id = ?2 AND disabled <> ?1 RETURNING id",
    Number(disabled),
    id,
  );
  if (disabled) yield* endAll(id, at, "disabled");
  else if (changed) yield* revoke(id, null, at, "enabled");
}

/** See AccountStore.changePassword. */
export function* changePassword({ id, passwordHash, version, keep, at }: PasswordChange): Steps<boolean> {
  yield* take({ on: "account", id });
  const account = yield* accountById(id);
  if (!account || (version !== undefined && account.passwordVersion !== version)) return false;
  yield* run(
    "UPDATE accounts SET password_hash = ?1, password_version = password_version + 1 WHERE id = ?2",
    passwordHash,
    id,
  );
  if (keep === undefined) yield* endAll(id, at, "password");
  else yield* endOthers(id, keep, at, "password");
  return true;
}
