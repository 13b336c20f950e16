import { ID_LIMIT, isScope, type Scope } from "@hubbub/protocol";
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from "jose";

import { Refusal } from "../errors.ts";
import type { Revocations } from "./revocations.ts";

/** What an access token says. */
export interface Claims {
  userId: number;
  name: string;
  /** The login that the token comes from. */
  sid: string;
  /** An administrator of the server. */
  admin: boolean;
  /** A program's account; it may do what `scopes` allow. */
  bot: boolean;
  /** Sees only the channels that it was put into. */
  guest: boolean;
  /** Of a bot's token; empty for people, whom no scope limits. */
  scopes: readonly Scope[];
  /** Ms since 1970 UTC. */
  issuedAt: number;
  expiresAt: number;
}

/**
 * Checks access tokens (JWT, RFC 9068, EdDSA only) with the accounts service's public keys, which are fetched
 * when a key is unknown and otherwise kept: a login costs the chat one signature check (P6).
 */
export class TokenCheck {
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;

  constructor(
    authUrl: string,
    private readonly revocations: Revocations,
  ) {
    this.#keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", authUrl), {
      timeoutDuration: 5_000,
      cooldownDuration: 2_000,
      cacheMaxAge: 600_000,
    });
  }

  /** Rejects with Refusal token_invalid, token_expired, or unavailable if the keys can't be fetched. */
  async verify(token: string): Promise<Claims> {
    const payload = await this.#payload(token);
    const { sub, name, sid, iat = 0, exp = 0 } = payload;
    const userId = typeof sub === "string" && /^[1-9]\d{0,15}$/.test(sub) ? Number(sub) : Number.NaN;
    if (!(userId < ID_LIMIT) || typeof name !== "string" || name === "" || typeof sid !== "string") {
      throw new Refusal("token_invalid", "The access token lacks a user, a name or a session.");
    }
    if (this.revocations.isRevoked(userId, sid, iat * 1000)) {
      throw new Refusal("token_invalid", "The session was ended. Log in again.");
    }
    return {
      userId,
      name,
      sid,
      admin: payload["admin"] === true,
      bot: payload["bot"] === true,
      guest: payload["guest"] === true,
      scopes: scopesOf(payload["scopes"]),
      issuedAt: iat * 1000,
      expiresAt: exp * 1000,
    };
  }

  async #payload(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        algorithms: ["EdDSA"],
        issuer: "hubbub",
        audience: "hubbub",
        typ: "at+jwt",
        requiredClaims: ["sub", "exp", "iat"],
      });
      return payload;
    } catch (error) {
      throw toRefusal(error);
    }
  }
}

/** Scopes that this release doesn't know allow nothing. */
function scopesOf(claim: unknown): readonly Scope[] {
  return Array.isArray(claim) && claim.length > 0 ? claim.filter(isScope) : NO_SCOPES;
}

const NO_SCOPES: readonly Scope[] = [];

function toRefusal(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) {
    return new Refusal("token_expired", "The access token has expired. Authenticate with a new one.");
  }
  const isTokensFault =
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    // What jose says when the answer of the key's address is no key set.
    error.code !== "ERR_JOSE_GENERIC";
  if (isTokensFault) return new Refusal("token_invalid", "The access token is not valid. Log in again.");
  return new Refusal("unavailable", "The accounts service can't be reached. Try again a little later.", {
    retryAfterMs: 1_000,
  });
}
