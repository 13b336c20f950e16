import type { AuthContext } from "../../context.ts";
import { AuthError } from "../../errors.ts";
import type { SingleSignOn } from "../../sso/single-sign-on.ts";

/** Throws not_found if none is set up. */
export function singleSignOnOf({ sso }: AuthContext): SingleSignOn {
  if (sso) return sso;
  throw new AuthError("not_found", "This server has no single sign-on.");
}
