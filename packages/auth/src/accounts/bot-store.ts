import type { Scope } from "@hubbub/protocol";

import type { Account } from "./account-store.ts";

/** A long-lived token of a bot's account. The token itself is never stored, only its SHA-256. */
export interface BotToken {
  /** The session id of the access tokens that it gives. */
  id: string;
  /** The bot's account. */
  bot: number;
  /** What administrators call it. */
  name: string;
  scopes: readonly Scope[];
  createdAt: number;
  /** Undefined: never. */
  expiresAt: number | undefined;
  /** Undefined before it was first used. */
  usedAt: number | undefined;
}

export interface BotStore {
  /** Accounts of bots with ids after `after`, ascending, at most `limit`. */
  list(after: number, limit: number): Promise<Account[]>;
  /** False, and nothing done, if the account is no bot's or has `limit` tokens. */
  addToken(token: BotToken, hash: Uint8Array, limit: number): Promise<boolean>;
  /** In order of creation, those that have expired too. */
  tokens(bot: number): Promise<BotToken[]>;
  /** Enters the use of a token that has not expired. */
  use(hash: Uint8Array, at: number): Promise<{ token: BotToken; account: Account } | undefined>;
  /** Deletes the token and voids the access tokens that it gave. False if there is none. */
  revokeToken(id: string, at: number): Promise<boolean>;
}
