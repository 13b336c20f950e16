import { LIMITS, userNameFault } from "@hubbub/protocol";
import * as z from "zod";

import { AuthError } from "../errors.ts";
import { passwordFault } from "../passwords/password-fault.ts";

/** A string field; its message is put behind the field's name. */
export const text = z.string({
  error: (issue) => (issue.input === undefined ? "is missing" : "must be a string"),
});

/** Throws invalid if no account can have this name. */
export function checkName(field: string, name: string): void {
  const fault = userNameFault(name);
  if (fault === undefined) return;
  const limit = [...name].length > LIMITS.userNameLength ? LIMITS.userNameLength : undefined;
  throw new AuthError("invalid", `${field} ${fault}.`, { field, limit });
}

/** Throws invalid if this can't be an account's new password. */
export function checkNewPassword(field: string, password: string): void {
  const fault = passwordFault(password);
  if (fault) throw new AuthError("invalid", `${field} ${fault.message}.`, { field, limit: fault.limit });
}
