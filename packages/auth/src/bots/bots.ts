import { randomBytes } from "node:crypto";

import type { Scope } from "@hubbub/protocol";

import type { Account, AccountStore } from "../accounts/account-store.ts";
import type { BotToken } from "../accounts/bot-store.ts";
import { makeBotTokenText } from "./bot-token-text.ts";

/** Tokens of one bot, at most. */
export const BOT_TOKENS_MAX = 20;

export interface NewBotToken {
  bot: number;
  name: string;
  scopes: readonly Scope[];
  /** Undefined: never. */
  expiresAt: number | undefined;
}

/** Makes a bot's account, or says why not. The name must be one that an account can have. */
export async function createBot(
  store: AccountStore,
  name: string,
  at: number,
): Promise<Account | "name-taken"> {
  const result = await store.createAccount({
    name,
    passwordHash: undefined,
    admin: false,
    bot: true,
    setupCode: undefined,
    at,
  });
  return result.outcome === "created" ? result.account : "name-taken";
}

/** Makes a token of a bot; its text is in the answer and nowhere else. Undefined if there is no such bot or it has enough. */
export async function createBotToken(
  store: AccountStore,
  { bot, name, scopes, expiresAt }: NewBotToken,
  at: number,
): Promise<{ token: BotToken; text: string } | undefined> {
  const { text, hash } = makeBotTokenText();
  const id = randomBytes(16).toString("base64url");
  const token = { id, bot, name, scopes: [...new Set(scopes)], createdAt: at, expiresAt, usedAt: undefined };
  return (await store.bots.addToken(token, hash, BOT_TOKENS_MAX)) ? { token, text } : undefined;
}
