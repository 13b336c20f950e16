import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  type Configuration,
  discovery,
  fetchUserInfo,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  ResponseBodyError,
  type UserInfoResponse,
} from "openid-client";

import type { Identity } from "../accounts/identity-store.ts";
import type { OidcConfig } from "../config.ts";
import { AuthError } from "../errors.ts";

/** How long one request to the issuer may take, in s. */
const REQUEST_SECONDS = 10;

/** What has to be known again when somebody comes back from the issuer. */
export interface SsoChecks {
  nonce: string;
  /** PKCE (RFC 7636). */
  codeVerifier: string;
}

/** Who came back, and what the issuer says of them. */
export interface SsoUser {
  identity: Identity;
  /** What they might be called here, best first. */
  names: string[];
  /** Only if the issuer says that it is theirs. */
  email: string | undefined;
}

/** Login at an OpenID Connect issuer: authorization code flow with PKCE, state and nonce (RFC 9700). */
export class SingleSignOn {
  readonly #config: OidcConfig;
  readonly #callback: URL;
  #discovered: Promise<Configuration> | undefined;

  constructor(config: OidcConfig, publicUrl: string) {
    this.#config = config;
    this.#callback = new URL("auth/sso/callback", `${publicUrl.replace(/\/$/, "")}/`);
  }

  /** Where to send somebody, who then comes back with `state`. Throws unavailable if the issuer can't be reached. */
  async begin(state: string, { nonce, codeVerifier }: SsoChecks): Promise<string> {
    const server = await this.#server();
    const url = buildAuthorizationUrl(server, {
      redirect_uri: this.#callback.href,
      scope: "openid profile email",
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: "S256",
    });
    return url.href;
  }

  /** Trades the code in the query that somebody came back with. Throws forbidden, or unavailable. */
  async finish(query: URLSearchParams, state: string, { nonce, codeVerifier }: SsoChecks): Promise<SsoUser> {
    const server = await this.#server();
    const url = new URL(this.#callback);
    url.search = query.toString();
    try {
      const tokens = await authorizationCodeGrant(server, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new AuthError("forbidden", "The single sign-on did not say who you are.");
      const { iss: issuer, sub: subject } = claims;
      // Some issuers put names into the ID token, others say them only when asked.
      const isAsked = claims["name"] === undefined && server.serverMetadata().userinfo_endpoint !== undefined;
      const told = isAsked ? await fetchUserInfo(server, tokens.access_token, subject) : claims;
      return { identity: { issuer, subject }, ...personOf(told) };
    } catch (error) {
      throw refusal(error);
    }
  }

  /** The issuer's addresses and keys; a failure is not kept. */
  async #server(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#config;
    const url = new URL(issuer);
    this.#discovered ??= discovery(url, clientId, clientSecret, undefined, {
      timeout: REQUEST_SECONDS,
      // Only ever on this machine: see checkConfig.
      execute: url.protocol === "http:" ? [allowInsecureRequests] : [],
    });
    try {
      return await this.#discovered;
    } catch (error) {
      this.#discovered = undefined;
      throw refusal(error);
    }
  }
}

export function makeSsoChecks(): SsoChecks {
  return { nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
}

function personOf(claims: IDToken | UserInfoResponse): Pick<SsoUser, "names" | "email"> {
  const { preferred_username, nickname, name, email, email_verified } = claims;
  const address = typeof email === "string" && email_verified === true ? email : undefined;
  const names = [preferred_username, nickname, name, address?.split("@")[0]];
  return { names: names.filter((each) => typeof each === "string"), email: address };
}

function refusal(error: unknown): AuthError {
  if (error instanceof AuthError) return error;
  const isRefused =
    error instanceof AuthorizationResponseError ||
    error instanceof ResponseBodyError ||
    (error instanceof ClientError && error.code !== "OAUTH_TIMEOUT");
  if (isRefused) {
    return new AuthError("forbidden", "The single sign-on refused the login. Begin again.", { cause: error });
  }
  return new AuthError("unavailable", "The single sign-on can't be reached. Try again a little later.", {
    retryAfterMs: 5000,
    cause: error,
  });
}
