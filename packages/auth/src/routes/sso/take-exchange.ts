import type { AuthContext } from "../../context.ts";
import { AuthError } from "../../errors.ts";
import type { SsoUser } from "../../sso/single-sign-on.ts";
import { isVerifier, type SsoExchange } from "../../sso/tickets.ts";

/** Who came back from the issuer with this code, which is used up. Throws token_invalid for either. */
export async function takeExchange(ctx: AuthContext, code: string, verifier: string): Promise<SsoUser> {
  const { data } = await ctx.tickets.take<SsoExchange>("sso-exchange", code, ctx.now(), "code");
  if (isVerifier(verifier, data.challenge)) return data.user;
  throw new AuthError("token_invalid", "verifier: is not the one of the client that began.", {
    field: "verifier",
  });
}
