import { randomBytes } from "node:crypto";

import type { Logger } from "pino";

import type { Account, AccountStore, Device } from "../accounts/account-store.ts";
import type { AuthConfig } from "../config.ts";
import { AuthError } from "../errors.ts";
import type { AuthMetrics } from "../metrics.ts";
import type { AccessTokens } from "./access-token.ts";
import type { RefreshToken, RefreshTokens } from "./refresh-token.ts";

/** A user as the API shows one. */
export interface UserAnswer {
  id: number;
  name: string;
  admin: boolean;
  guest: boolean;
  bot: boolean;
}

export function userAnswer({ id, name, admin, guest, bot }: Account): UserAnswer {
  return { id, name, admin, guest, bot };
}

/** What sign-up, login and refresh answer. */
export interface TokenResponse {
  user: UserAnswer;
  access_token: string;
  /** Life of the access token, in s. */
  expires_in: number;
  refresh_token: string;
}

interface SessionParts {
  store: AccountStore;
  access: AccessTokens;
  refresh: RefreshTokens;
  log: Logger;
  metrics: AuthMetrics;
  config: Pick<AuthConfig, "refreshIdleSeconds" | "refreshGraceMs" | "sessionsPerAccount">;
}

/**
 * Sessions: a chain of single-use refresh tokens, of which exactly one is live (RFC 9700, section 4.14.2). A
 * spent one ends the session, unless it is the live one's predecessor and was spent within the grace: then it is
 * answered with the same successor, because an answer was lost or two tabs asked at once.
 */
export class Sessions {
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Undefined if the account was disabled, or its password changed, after it was read. */
  async start(account: Account, device: Device, now: number): Promise<TokenResponse | undefined> {
    const { store, refresh, config } = this.#parts;
    const token = refresh.first();
    const started = await store.startSession({
      sid: token.sid,
      account: account.id,
      passwordVersion: account.passwordVersion,
      tokenHash: token.hash,
      device,
      at: now,
      expiresAt: now + config.refreshIdleSeconds * 1000,
      limit: config.sessionsPerAccount,
    });
    return started ? this.#respond(account, token, now) : undefined;
  }

  /** Spends a refresh token; throws token_invalid, or token_expired after the idle time. */
  async refresh(text: string, device: Device, now: number): Promise<TokenResponse> {
    const { store, refresh, config, log, metrics } = this.#parts;
    const token = refresh.read(text);
    if (!token) throw new AuthError("token_invalid", "This is not a refresh token of this service. Log in.");
    const nonce = new Uint8Array(randomBytes(32));
    const result = await store.rotateSession({
      sid: token.sid,
      presented: token.hash,
      successor: refresh.successor(token, nonce).hash,
      nonce,
      device,
      at: now,
      expiresAt: now + config.refreshIdleSeconds * 1000,
      graceMs: config.refreshGraceMs,
    });
    switch (result.outcome) {
      case "rotated":
        return this.#respond(result.account, refresh.successor(token, nonce), now);
      case "repeated":
        return this.#respond(result.account, refresh.successor(token, result.nonce), now);
      case "reused":
        metrics.reuses.inc();
        log.warn({ user: result.account.id, sid: token.sid }, "spent refresh token came back: session ended");
        throw new AuthError("token_invalid", "This refresh token was used before. Log in.");
      case "expired":
        throw new AuthError("token_expired", "The session was not used for too long. Log in.");
      case "ended":
        throw new AuthError("token_invalid", "The session has ended. Log in.");
    }
  }

  /** Ends the session of a refresh token, live or spent; nothing happens if there is none (RFC 7009). */
  async end(text: string, now: number): Promise<void> {
    const token = this.#parts.refresh.read(text);
    if (token) await this.#parts.store.endSession(token.sid, now);
  }

  async #respond(account: Account, token: RefreshToken, now: number): Promise<TokenResponse> {
    const access = await this.#parts.access.issue(account, { sid: token.sid }, now);
    return {
      user: userAnswer(account),
      access_token: access.token,
      expires_in: access.expiresIn,
      refresh_token: token.text,
    };
  }
}
