import { AccountsRefused, AccountsUnreachable, LIMITS, RefusedError } from "@hubbub/client";

import { describeError } from "../i18n/describe-error.ts";
import { text } from "../i18n/text.ts";

const OWN_PASSWORDS = new Set(["password", "current_password"]);
const PASSWORDS = new Set(["password", "new_password"]);
/** Of what is traded for a session after a way through the single sign-on. */
const SSO_FIELDS = new Set(["code", "verifier"]);

/** The form's field that the error is about; "" if it is about none. */
export function faultyField(error: unknown): string {
  return error instanceof AccountsRefused || error instanceof RefusedError ? error.field : "";
}

/** What is wrong with this field, if the error is about it. */
export function faultOf(field: string, error: unknown): string | undefined {
  return faultyField(error) === field ? describeFault(error) : undefined;
}

/** A sentence of what went wrong with an account, and what to do about it. How long to wait is not in it. */
export function describeFault(error: unknown): string {
  if (error instanceof AccountsRefused) return ofAccounts(error);
  return describeError(error);
}

function ofAccounts(error: AccountsRefused): string {
  const { reason, field, limit, status } = error;
  const { signIn } = text;
  // Also a proxy says this, of a server that it doesn't find.
  if (status >= 500) return describeError(new AccountsUnreachable(error.message, { cause: error }));
  if (reason === "wrong_credentials" && field === "") return signIn.wrongPassword;
  if (reason === "wrong_credentials" && OWN_PASSWORDS.has(field)) return text.settings.wrongPassword;
  if (reason === "invalid" && PASSWORDS.has(field)) {
    if (limit === LIMITS.passwordBytesMin) return signIn.passwordShort(limit);
    if (limit > 0) return signIn.passwordLong(limit);
  }
  if (reason === "token_invalid" && SSO_FIELDS.has(field)) return signIn.ssoEnded;
  if (reason === "forbidden") {
    if (field === "setup_code") return signIn.badSetupCode;
    if (field === "invitation") return signIn.badInvitation;
    if (field === "code") return signIn.badResetCode;
  }
  return error.message;
}
