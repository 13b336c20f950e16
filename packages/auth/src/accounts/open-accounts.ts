import { existsSync } from "node:fs";

import { userNameFault } from "@hubbub/protocol";

import { type Argon2Cost, hashSync } from "../passwords/argon2.ts";
import { passwordFault, preparePassword } from "../passwords/password-fault.ts";
import { issuePasswordReset } from "../passwords/password-reset.ts";
import {
  type Account,
  AccountsRefused,
  type AccountStore,
  type Role,
  type SessionSummary,
} from "./account-store.ts";
import type { ImportStore } from "./import-store.ts";
import { LocalBots } from "./local-bots.ts";
import { LocalInvitations } from "./local-invitations.ts";
import { isPostgresUrl, openAccountStore } from "./open-account-store.ts";
import { OrderRefused } from "./order-refused.ts";

/** An account as administrators see it. */
export type AccountSummary = Pick<
  Account,
  "id" | "name" | "admin" | "guest" | "bot" | "disabled" | "createdAt" | "email"
>;

/**
 * What an administrator does on the database itself, also while the service runs. Every
 * order throws OrderRefused if the account doesn't exist or the input is no good.
 */
export interface Accounts {
  readonly bots: LocalBots;
  readonly invitations: LocalInvitations;
  readonly imports: ImportStore;
  add(name: string, password: string, options: { admin: boolean }): Promise<AccountSummary>;
  /** All accounts by id, read in pages. */
  list(): AsyncIterable<AccountSummary>;
  /** Ends the account's sessions, so that its live sockets are closed too. */
  disable(name: string): Promise<void>;
  enable(name: string): Promise<void>;
  /** Counts at once: live sockets reconnect with tokens that say so. */
  setRole(name: string, role: Role): Promise<void>;
  /** The account's logins that go on. */
  sessions(name: string): Promise<SessionSummary[]>;
  /** Turns the account's authenticator app and recovery codes off. */
  resetSecondFactor(name: string): Promise<void>;
  /** A one-time code, good for a day, by which the owner sets another password. */
  resetPassword(name: string): Promise<string>;
  /** Ends the account's sessions as well. */
  setPassword(name: string, password: string): Promise<void>;
  close(): Promise<void>;
}

const PAGE = 500;

/**
 * Opens an accounts database: the path of a SQLite file, or the URL of a Postgres database. Rejects with AccountsRefused if
 * it can't be used, or if the file isn't there and `create` isn't set. `cost` is that of the passwords set here.
 */
export async function openAccounts(
  database: string,
  options: { create: boolean; cost: Argon2Cost },
): Promise<Accounts> {
  if (!options.create && !isPostgresUrl(database) && !existsSync(database)) {
    throw new AccountsRefused(
      `There is no accounts database at ${database}: name the data folder of the service.`,
    );
  }
  return new StoredAccounts(await openAccountStore(database, { create: options.create }), options.cost);
}

class StoredAccounts implements Accounts {
  readonly bots: LocalBots;
  readonly invitations: LocalInvitations;
  readonly imports: ImportStore;
  readonly #store: AccountStore;
  readonly #cost: Argon2Cost;

  constructor(store: AccountStore, cost: Argon2Cost) {
    this.#store = store;
    this.bots = new LocalBots(store);
    this.invitations = new LocalInvitations(store);
    this.imports = store.imports;
    this.#cost = cost;
  }

  async add(name: string, password: string, { admin }: { admin: boolean }): Promise<AccountSummary> {
    const fault = userNameFault(name);
    if (fault) throw new OrderRefused(`The name ${fault}.`);
    const passwordHash = this.#hash(password);
    const at = Date.now();
    const result = await this.#store.createAccount({ name, passwordHash, admin, setupCode: undefined, at });
    if (result.outcome !== "created") throw new OrderRefused(`There is an account named ${name} already.`);
    return result.account;
  }

  async *list(): AsyncGenerator<AccountSummary> {
    let after = 0;
    for (;;) {
      const page = await this.#store.accounts(after, PAGE);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  }

  async disable(name: string): Promise<void> {
    await this.#store.setDisabled((await this.#find(name)).id, true, Date.now());
  }

  async enable(name: string): Promise<void> {
    await this.#store.setDisabled((await this.#find(name)).id, false, Date.now());
  }

  async setRole(name: string, role: Role): Promise<void> {
    const { id } = await this.#find(name);
    if (!(await this.#store.setRole(id, role, Date.now()))) {
      throw new OrderRefused(`${name} is a bot: it has scopes, and no role.`);
    }
  }

  async sessions(name: string): Promise<SessionSummary[]> {
    return this.#store.sessions((await this.#find(name)).id, Date.now());
  }

  async resetPassword(name: string): Promise<string> {
    return issuePasswordReset(this.#store, await this.#findPerson(name), Date.now());
  }

  async resetSecondFactor(name: string): Promise<void> {
    await this.#store.secondFactors.removeTotp((await this.#find(name)).id);
  }

  async setPassword(name: string, password: string): Promise<void> {
    const { id } = await this.#findPerson(name);
    const passwordHash = this.#hash(password);
    const at = Date.now();
    await this.#store.changePassword({ id, passwordHash, version: undefined, keep: undefined, at });
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #hash(password: string): string {
    const fault = passwordFault(password);
    if (fault) throw new OrderRefused(`The password ${fault.message}.`);
    return hashSync(preparePassword(password), this.#cost);
  }

  async #findPerson(name: string): Promise<Account> {
    const account = await this.#find(name);
    if (account.bot) throw new OrderRefused(`${name} is a bot: it has tokens, and no password.`);
    return account;
  }

  async #find(name: string): Promise<Account> {
    const account = await this.#store.accountByName(name);
    if (!account) throw new OrderRefused(`There is no account named ${name}.`);
    return account;
  }
}
