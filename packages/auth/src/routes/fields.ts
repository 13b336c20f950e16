import { LIMITS, nameFault, userNameFault } from "@hubbub/protocol";
import * as z from "zod";

import { AuthError } from "../errors.ts";
import { passwordFault } from "../passwords/password-fault.ts";

/** Characters (code points) of what a passkey or a token is called; at least 1. */
const LABEL_LENGTH = 60;

/** A string field; its message is put behind the field's name. */
export const text = z.string({
  error: (issue) => (issue.input === undefined ? "is missing" : "must be a string"),
});

/** The id of an account or of something else that counts from 1. */
export const id = z.int({
  error: (issue) => (issue.input === undefined ? "is missing" : "must be a whole number"),
});

export function nameTaken(): AuthError {
  return new AuthError("name_taken", "Somebody has this name. Choose another.", { field: "name" });
}

/** Throws invalid if no account can have this name. */
export function checkName(field: string, name: string): void {
  const fault = userNameFault(name);
  if (fault === undefined) return;
  const limit = [...name].length > LIMITS.userNameLength ? LIMITS.userNameLength : undefined;
  throw new AuthError("invalid", `${field} ${fault}.`, { field, limit });
}

/** Throws invalid if nothing (a passkey, a token) can be called this. */
export function checkLabel(field: string, label: string): void {
  const fault = nameFault(label, LABEL_LENGTH);
  if (fault === undefined) return;
  const limit = [...label].length > LABEL_LENGTH ? LABEL_LENGTH : undefined;
  throw new AuthError("invalid", `${field} ${fault}.`, { field, limit });
}

/** Throws invalid if this can't be an account's new password. */
export function checkNewPassword(field: string, password: string): void {
  const fault = passwordFault(password);
  if (fault) throw new AuthError("invalid", `${field} ${fault.message}.`, { field, limit: fault.limit });
}
