import { AuthError } from "../../errors.ts";
import type { Route } from "../../http/route.ts";
import { page, redirect } from "../../sso/page.ts";
import type { SsoExchange, SsoStart } from "../../sso/tickets.ts";
import { singleSignOnOf } from "./single-sign-on-of.ts";

/** GET /auth/sso/callback: the browser comes back from the issuer. What it sees is a page, or where it began. */
export const ssoCallback: Route = async (ctx, { request }) => {
  const sso = singleSignOnOf(ctx);
  const query = new URL(request.url).searchParams;
  const state = query.get("state") ?? "";
  let start: SsoStart;
  try {
    ({ data: start } = await ctx.tickets.take<SsoStart>("sso-start", state, ctx.now(), "state"));
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return page("Not logged in", "This login has ended or was used. Begin again.", { status: 400 });
  }
  const { checks, challenge, returnTo } = start;
  try {
    const data: SsoExchange = { challenge, user: await sso.finish(query, state, checks) };
    const code = await ctx.tickets.issue("sso-exchange", { account: undefined, data }, ctx.now());
    if (returnTo !== undefined) return redirect(withQuery(returnTo, "sso_code", code));
    return page("Almost there", "Type this code into the program that you log in with:", { code });
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    ctx.log.info({ reason: error.code, err: error.cause }, "single sign-on failed");
    if (returnTo !== undefined) return redirect(withQuery(returnTo, "sso_error", error.code));
    return page("Not logged in", error.message, { status: error.status });
  }
};

function withQuery(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
}
