import { answer, type Route } from "../http/route.ts";

/** GET /auth/methods: how one can log in and sign up here, and whether forgotten passwords are mailed about, for a login page. */
export const methods: Route = async ({ config: { signup, oidc }, mail }) =>
  answer({ signup, sso: oidc ? { name: oidc.name, signup: oidc.signup } : null, password_mail: mail.isSent });
