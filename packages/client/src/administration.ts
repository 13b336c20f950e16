import type { Scope } from "@hubbub/protocol";

import type { AccessToken, AccountsHttp } from "./accounts-http.ts";
import type { Account } from "./accounts.ts";

export type Role = "admin" | "member" | "guest";

/** An account as administrators see it. Times in ms since 1970 UTC. */
export interface AccountDetails extends Account {
  disabled: boolean;
  email?: string;
  emailVerified: boolean;
  createdAt: number;
}

export interface Invitation {
  id: number;
  /** Accounts that can still be made with it. */
  usesLeft: number;
  /** It makes guests. */
  guest: boolean;
  createdAt: number;
  /** Not there: never. */
  expiresAt?: number;
  /** The administrator; not there if it was made on the machine itself. */
  createdBy?: number;
}

export interface BotToken {
  id: string;
  bot: number;
  name: string;
  scopes: Scope[];
  createdAt: number;
  /** Not there: never. */
  expiresAt?: number;
  usedAt?: number;
}

/** What administrators can do about accounts. "forbidden" for everybody else; other errors as those of Accounts. */
export class Administration {
  readonly #http: AccountsHttp;
  readonly #token: AccessToken;

  constructor(http: AccountsHttp, token: AccessToken) {
    this.#http = http;
    this.#token = token;
  }

  /** Accounts with ids after `after`, by id, at most `limit` (100 if not given, 500 at most). */
  users(page: UserPageOptions = {}): Promise<{ users: AccountDetails[]; more: boolean }> {
    return this.#get(`users${query(page)}`);
  }

  /** Ends the account's sessions and connections, and refuses its logins. */
  async disable(user: number): Promise<void> {
    await this.#post("users/disable", { id: user });
  }

  async enable(user: number): Promise<void> {
    await this.#post("users/enable", { id: user });
  }

  /** Counts at once: the account's clients reconnect with tokens that say so. */
  async setRole(user: number, role: Role): Promise<void> {
    await this.#post("users/role", { id: user, role });
  }

  /** A one-time code, good for a day, by which the owner sets another password. */
  async resetPassword(user: number): Promise<string> {
    return (await this.#post<{ code: string }>("users/reset-password", { id: user })).code;
  }

  /** Turns the account's authenticator app and recovery codes off. */
  async resetSecondFactor(user: number): Promise<void> {
    await this.#post("users/reset-2fa", { id: user });
  }

  invitations(page: PageOptions = {}): Promise<{ invitations: Invitation[]; more: boolean }> {
    return this.#get(`invitations${query(page)}`);
  }

  /** The code is shown this once. `uses`: 1 if not given. */
  invite(options: InviteOptions = {}): Promise<{ invitation: Invitation; code: string }> {
    const { uses, guest, expiresAt } = options;
    return this.#post("invitations", { uses, guest, expires_at: expiresAt });
  }

  async revokeInvitation(id: number): Promise<void> {
    await this.#post("invitations/revoke", { id });
  }

  bots(page: PageOptions = {}): Promise<{ bots: AccountDetails[]; more: boolean }> {
    return this.#get(`bots${query(page)}`);
  }

  async createBot(name: string): Promise<AccountDetails> {
    return (await this.#post<{ bot: AccountDetails }>("bots", { name })).bot;
  }

  async botTokens(bot: number): Promise<BotToken[]> {
    return (await this.#get<{ tokens: BotToken[] }>(`bots/tokens?bot=${bot}`)).tokens;
  }

  /** `text` ("hbt_…") is shown this once. */
  createBotToken(options: BotTokenOptions): Promise<{ token: BotToken; text: string }> {
    const { bot, name, scopes, expiresAt } = options;
    return this.#post("bots/tokens", { bot, name, scopes, expires_at: expiresAt });
  }

  /** Ends the token and the connections that were made with it. */
  async revokeBotToken(id: string): Promise<void> {
    await this.#post("bots/tokens/revoke", { id });
  }

  async #get<T>(route: string): Promise<T> {
    return (await this.#http.get(route, this.#token)) as T;
  }

  async #post<T>(route: string, body: object): Promise<T> {
    return (await this.#http.post(route, body, this.#token)) as T;
  }
}

/** What part of a list. */
export interface PageOptions {
  /** The last id of the page before. */
  after?: number;
  limit?: number;
}

export interface UserPageOptions extends PageOptions {
  /** Those with this text, of up to 254 characters, anywhere in their name or e-mail address; "" for all. */
  search?: string;
}

export interface InviteOptions {
  /** Accounts that it makes, 1 to 10,000. */
  uses?: number;
  guest?: boolean;
  /** In ms since 1970 UTC; never if not given. */
  expiresAt?: number;
}

export interface BotTokenOptions {
  bot: number;
  /** What it is for: 1 to 60 characters. */
  name: string;
  scopes: readonly Scope[];
  /** In ms since 1970 UTC; never if not given. */
  expiresAt?: number;
}

function query(page: PageOptions): string {
  const parameters = Object.entries(page).map(([name, value]) => [name, String(value)]);
  return parameters.length === 0 ? "" : `?${new URLSearchParams(parameters)}`;
}
