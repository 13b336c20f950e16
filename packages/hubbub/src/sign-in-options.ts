import { authDefaults, type OidcConfig, SIGNUP_MODES, type SignupMode } from "@hubbub/auth";
import { type Command, Option } from "commander";

/** What commander makes of the options that `serve` takes for its accounts service, and `auth` for itself. */
export interface SignInOptions {
  signup: SignupMode;
  oidcIssuer?: string;
  oidcClientId?: string;
  oidcClientSecret?: string;
  oidcName: string;
  /** Single sign-on makes accounts. */
  oidcSignup: boolean;
}

export function addSignInOptions(command: Command): Command {
  return command
    .addOption(
      option("--signup <mode>", "who may make an account: everybody, who has an invitation, or nobody")
        .choices(SIGNUP_MODES)
        .default(authDefaults.signup),
    )
    .addOption(option("--oidc-issuer <url>", "OpenID Connect issuer to log in with; it needs --public-url"))
    .addOption(option("--oidc-client-id <id>", "this server's id at the issuer"))
    .addOption(
      option(
        "--oidc-client-secret <secret>",
        "this server's secret at the issuer; flags can be seen by others: set the variable",
      ),
    )
    .addOption(option("--oidc-name <text>", "what the button says").default("Single sign-on"))
    .addOption(
      option("--no-oidc-signup", "who logs in there for the first time gets no account here").default(
        true,
        "they get one",
      ),
    );
}

/** The variables from which an accounts service reads the same options. */
export function signInEnvironment(options: SignInOptions): Record<string, string> {
  const { signup, oidcIssuer, oidcClientId, oidcClientSecret, oidcName, oidcSignup } = options;
  return {
    HUBBUB_SIGNUP: signup,
    HUBBUB_OIDC_NAME: oidcName,
    ...(oidcIssuer !== undefined && { HUBBUB_OIDC_ISSUER: oidcIssuer }),
    ...(oidcClientId !== undefined && { HUBBUB_OIDC_CLIENT_ID: oidcClientId }),
    ...(oidcClientSecret !== undefined && { HUBBUB_OIDC_CLIENT_SECRET: oidcClientSecret }),
    ...(!oidcSignup && { HUBBUB_NO_OIDC_SIGNUP: "1" }),
  };
}

/** Undefined without an issuer. What is missing is empty, which the service refuses with a sentence. */
export function oidcOf(options: SignInOptions): OidcConfig | undefined {
  const { oidcIssuer, oidcClientId = "", oidcClientSecret = "", oidcName, oidcSignup } = options;
  if (oidcIssuer === undefined) return undefined;
  return {
    issuer: oidcIssuer,
    clientId: oidcClientId,
    clientSecret: oidcClientSecret,
    name: oidcName,
    signup: oidcSignup,
  };
}

/** An option that is also read from HUBBUB_ and its name. */
function option(flags: string, about: string): Option {
  const made = new Option(flags, about);
  return made.env(`HUBBUB_${made.name().toUpperCase().replaceAll("-", "_")}`);
}
