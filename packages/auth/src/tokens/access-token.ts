import { randomUUID } from "node:crypto";

import type { Scope } from "@hubbub/protocol";
import { errors, jwtVerify, SignJWT } from "jose";

import type { Account } from "../accounts/account-store.ts";
import { AuthError } from "../errors.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** `iss` and `aud` of every access token. */
export const TOKEN_PARTY = "hubbub";
/** `typ` of the header (RFC 9068), so that no other JWT passes for an access token. */
export const TOKEN_TYPE = "at+jwt";

/** What a token is issued for. */
export interface AccessGrant {
  /** The session, or the bot's token. */
  sid: string;
  /** Of a bot's token. */
  scopes?: readonly Scope[] | undefined;
  /** When the login ends, if that is known; ms since 1970 UTC. */
  expiresAt?: number | undefined;
}

/** Access tokens: JWTs (RFC 9068) signed with Ed25519, with `name`, `sid`, `admin`, `bot`, `guest` and `scopes` as further claims. */
export class AccessTokens {
  readonly #keys: SigningKeys;
  readonly #lifeSeconds: number;

  constructor(keys: SigningKeys, lifeSeconds: number) {
    this.#keys = keys;
    this.#lifeSeconds = lifeSeconds;
  }

  /** A token of the account, and its life in s, which ends with its login. */
  async issue(
    account: Account,
    { sid, scopes = [], expiresAt = Number.POSITIVE_INFINITY }: AccessGrant,
    now: number,
  ): Promise<{ token: string; expiresIn: number }> {
    const { kid, key } = await this.#keys.signer(now);
    const issuedAt = Math.max(Math.floor(now / 1000), account.tokensFromSeconds);
    const lifeSeconds = Math.min(this.#lifeSeconds, Math.max(1, Math.ceil(expiresAt / 1000) - issuedAt));
    const { name, admin, bot, guest } = account;
    const token = await new SignJWT({ name, sid, admin, bot, guest, scopes })
      .setProtectedHeader({ alg: "EdDSA", kid, typ: TOKEN_TYPE })
      .setIssuer(TOKEN_PARTY)
      .setAudience(TOKEN_PARTY)
      .setSubject(String(account.id))
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifeSeconds)
      .setJti(randomUUID())
      .sign(key);
    return { token, expiresIn: lifeSeconds };
  }

  /** The user and session of a good token; throws token_expired or token_invalid. */
  async verify(token: string, now: number): Promise<{ user: number; sid: string }> {
    try {
      const { payload } = await jwtVerify(token, await this.#keys.finder(now), {
        issuer: TOKEN_PARTY,
        audience: TOKEN_PARTY,
        typ: TOKEN_TYPE,
        algorithms: ["EdDSA"],
        requiredClaims: ["sub", "sid", "iat", "exp"],
        currentDate: new Date(now),
      });
      return { user: Number(payload.sub), sid: String(payload.sid) };
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new AuthError("token_expired", "The access token has ended.");
      if (error instanceof errors.JOSEError)
        throw new AuthError("token_invalid", "The access token is not valid.");
      throw error;
    }
  }
}
