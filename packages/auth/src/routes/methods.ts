import { answer, type Route } from "../http/route.ts";

/** GET /auth/methods: how one can log in and sign up here, for a login page. */
export const methods: Route = async ({ config: { signup, oidc } }) =>
  answer({ signup, sso: oidc ? { name: oidc.name, signup: oidc.signup } : null });
