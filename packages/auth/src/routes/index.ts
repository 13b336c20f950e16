import type { Method, Route } from "../http/route.ts";
import { addBot, listBots } from "./bots/bots.ts";
import { exchangeBotToken } from "./bots/exchange.ts";
import { addBotToken, listBotTokens, revokeBotToken } from "./bots/tokens.ts";
import { setEmail } from "./email/set.ts";
import { verifyEmail } from "./email/verify.ts";
import { forgottenPassword } from "./forgotten-password.ts";
import { healthz, readyz } from "./health.ts";
import { internalAccounts } from "./internal/accounts.ts";
import { emailCodes } from "./internal/email-codes.ts";
import { addInvitation, listInvitations, revokeInvitation } from "./invitations/invitations.ts";
import { jwks } from "./jwks.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";
import { me } from "./me.ts";
import { methods } from "./methods.ts";
import { metrics } from "./metrics.ts";
import { offerPasskeyLogin, passkeyLogin } from "./passkeys/login.ts";
import { listPasskeys, removePasskey, renamePasskey } from "./passkeys/manage.ts";
import { offerPasskey, registerPasskey } from "./passkeys/register.ts";
import { password } from "./password.ts";
import { refresh } from "./refresh.ts";
import { takePasswordReset } from "./reset-password.ts";
import { revocations } from "./revocations.ts";
import { secondFactor } from "./second-factor.ts";
import { security } from "./security.ts";
import { listSessions } from "./sessions/list.ts";
import { revokeOtherSessions, revokeSession } from "./sessions/revoke.ts";
import { signup } from "./signup.ts";
import { ssoCallback } from "./sso/callback.ts";
import { exchangeSso } from "./sso/exchange.ts";
import { linkSso, unlinkSso } from "./sso/link.ts";
import { startSso } from "./sso/start.ts";
import { confirmTotp } from "./totp/confirm.ts";
import { enrolTotp } from "./totp/enrol.ts";
import { turnOffTotp } from "./totp/off.ts";
import { newRecoveryCodes } from "./totp/recovery-codes.ts";
import { disableUser, enableUser } from "./users/disable.ts";
import { listUsers } from "./users/list.ts";
import { resetPassword, resetSecondFactor } from "./users/reset.ts";
import { setUserRole } from "./users/role.ts";

/** Every path with its methods. */
export const ROUTES: ReadonlyMap<string, ReadonlyMap<string, Route>> = new Map([
  at("/auth/methods", { GET: methods }),
  at("/auth/signup", { POST: signup }),
  at("/auth/login", { POST: login }),
  at("/auth/second-factor", { POST: secondFactor }),
  at("/auth/refresh", { POST: refresh }),
  at("/auth/logout", { POST: logout }),
  at("/auth/me", { GET: me }),

  at("/auth/security", { GET: security }),
  at("/auth/password", { POST: password }),
  at("/auth/password/reset", { POST: takePasswordReset }),
  at("/auth/password/forgotten", { POST: forgottenPassword }),
  at("/auth/email", { POST: setEmail }),
  at("/auth/email/verify", { POST: verifyEmail }),
  at("/auth/sessions", { GET: listSessions }),
  at("/auth/sessions/revoke", { POST: revokeSession }),
  at("/auth/sessions/revoke-others", { POST: revokeOtherSessions }),
  at("/auth/totp/enrol", { POST: enrolTotp }),
  at("/auth/totp/confirm", { POST: confirmTotp }),
  at("/auth/totp/recovery-codes", { POST: newRecoveryCodes }),
  at("/auth/totp/off", { POST: turnOffTotp }),
  at("/auth/passkeys", { GET: listPasskeys }),
  at("/auth/passkeys/register-options", { POST: offerPasskey }),
  at("/auth/passkeys/register", { POST: registerPasskey }),
  at("/auth/passkeys/rename", { POST: renamePasskey }),
  at("/auth/passkeys/remove", { POST: removePasskey }),
  at("/auth/passkeys/login-options", { POST: offerPasskeyLogin }),
  at("/auth/passkeys/login", { POST: passkeyLogin }),
  at("/auth/sso/start", { POST: startSso }),
  at("/auth/sso/callback", { GET: ssoCallback }),
  at("/auth/sso/exchange", { POST: exchangeSso }),
  at("/auth/sso/link", { POST: linkSso }),
  at("/auth/sso/unlink", { POST: unlinkSso }),

  at("/auth/users", { GET: listUsers }),
  at("/auth/users/disable", { POST: disableUser }),
  at("/auth/users/enable", { POST: enableUser }),
  at("/auth/users/role", { POST: setUserRole }),
  at("/auth/users/reset-password", { POST: resetPassword }),
  at("/auth/users/reset-2fa", { POST: resetSecondFactor }),
  at("/auth/invitations", { GET: listInvitations, POST: addInvitation }),
  at("/auth/invitations/revoke", { POST: revokeInvitation }),
  at("/auth/bots", { GET: listBots, POST: addBot }),
  at("/auth/bots/tokens", { GET: listBotTokens, POST: addBotToken }),
  at("/auth/bots/tokens/revoke", { POST: revokeBotToken }),
  at("/auth/bot-token", { POST: exchangeBotToken }),

  at("/auth/revocations", { GET: revocations }),
  at("/auth/internal/accounts", { GET: internalAccounts }),
  at("/auth/internal/email-codes", { POST: emailCodes }),
  at("/.well-known/jwks.json", { GET: jwks }),
  at("/healthz", { GET: healthz }),
  at("/readyz", { GET: readyz }),
  at("/metrics", { GET: metrics }),
]);

function at(path: string, routes: Partial<Record<Method, Route>>): [string, ReadonlyMap<string, Route>] {
  return [path, new Map(Object.entries(routes))];
}
