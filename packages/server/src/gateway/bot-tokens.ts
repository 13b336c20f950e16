import { createHash } from "node:crypto";

import { Refusal } from "../errors.ts";

/** How long the accounts service may take, in ms. */
const ANSWER_MS = 5_000;
/** An access token is used until so long before its end, in ms. */
const MARGIN_MS = 30_000;
/** Bots whose access tokens are remembered. */
const REMEMBERED = 10_000;

interface Access {
  token: string;
  /** Ms since 1970. */
  until: number;
}

/** Exchanges bots' own tokens for access tokens at the accounts service, once for many requests. */
export class BotTokens {
  readonly #known = new Map<string, Access>();

  constructor(private readonly authUrl: string) {}

  /** An access token of the bot, who asks from `address`. Throws Refusal token_invalid, rate_limited or unavailable. */
  async access(botToken: string, address: string | undefined): Promise<string> {
    // The token itself is not kept.
    const key = createHash("sha256").update(botToken).digest("base64");
    const known = this.#known.get(key);
    if (known && known.until > Date.now()) return known.token;
    const access = await this.#exchange(botToken, address);
    this.#known.set(key, access);
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value ?? key);
    return access.token;
  }

  async #exchange(botToken: string, address: string | undefined): Promise<Access> {
    const response = await fetch(new URL("/auth/bot-token", this.authUrl), {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        // Wrong tokens count for who sends them, not for this gateway.
        ...(address !== undefined && { "X-Forwarded-For": address }),
      },
      body: JSON.stringify({ token: botToken }),
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch(() => undefined);
    if (response?.status === 401 || response?.status === 403) {
      throw new Refusal("token_invalid", "The bot's token is not valid, or was revoked.");
    }
    if (response?.status === 429) {
      const seconds = Number(response.headers.get("retry-after")) || 1;
      throw new Refusal("rate_limited", "Too many tokens were tried from this address.", {
        retryAfterMs: seconds * 1000,
      });
    }
    if (!response?.ok) {
      throw new Refusal("unavailable", "The accounts service can't be reached. Try again a little later.", {
        retryAfterMs: 1_000,
      });
    }
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    return { token: answer.access_token, until: Date.now() + answer.expires_in * 1000 - MARGIN_MS };
  }
}
