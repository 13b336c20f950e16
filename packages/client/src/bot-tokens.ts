import type { Accounts } from "./accounts.ts";
import { AccountsRefused, SessionEnded } from "./errors.ts";
import { TokenFunction, type TokenSource } from "./token-source.ts";

/** Access tokens for a bot's long-lived one, until that is revoked. */
export function botTokens(accounts: Accounts, botToken: string): TokenSource {
  return new TokenFunction(async () => {
    try {
      return (await accounts.loginBot(botToken)).accessToken;
    } catch (error) {
      if (!(error instanceof AccountsRefused) || error.retryable) throw error;
      throw new SessionEnded(`The bot's token was refused: ${error.message}`, { cause: error });
    }
  });
}
