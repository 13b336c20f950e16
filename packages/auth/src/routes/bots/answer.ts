import type { BotToken } from "../../accounts/bot-store.ts";

/** A bot's token as administrators see it. Times in ms since 1970 UTC; null: never. */
export function botTokenAnswer(token: BotToken) {
  const { id, bot, name, scopes, createdAt, expiresAt = null, usedAt = null } = token;
  return { id, bot, name, scopes, created_at: createdAt, expires_at: expiresAt, used_at: usedAt };
}
