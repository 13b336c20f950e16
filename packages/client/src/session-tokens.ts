import type { Accounts, Credentials, Session } from "./accounts.ts";
import { AccountsRefused, SecondFactorRequired, SessionEnded } from "./errors.ts";
import type { SessionStore } from "./session.ts";
import type { TokenSource } from "./token-source.ts";

/** A kept token that ends sooner than this is not worth a connection. */
const LEAST_LIFE_MS = 10_000;

export interface SessionTokensOptions {
  accounts: Accounts;
  store: SessionStore;
  /** To log in with where there is no session, or it has ended. */
  credentials: Credentials | undefined;
}

/** Tokens of a session that is kept in a store and refreshed; each refresh token is used once and by one caller. */
export class SessionTokens implements TokenSource {
  readonly renewable = true;
  readonly #accounts: Accounts;
  readonly #store: SessionStore;
  readonly #credentials: Credentials | undefined;
  #discarded: string | undefined;
  #pending: Promise<string> | undefined;

  constructor({ accounts, store, credentials }: SessionTokensOptions) {
    this.#accounts = accounts;
    this.#store = store;
    this.#credentials = credentials;
  }

  token(): Promise<string> {
    this.#pending ??= this.#keptOrNext().finally(() => (this.#pending = undefined));
    return this.#pending;
  }

  discard(token: string): void {
    this.#discarded = token;
  }

  /** Only who needs another session has to wait for those who share the store. */
  async #keptOrNext(): Promise<string> {
    const kept = await this.#store.load();
    if (kept !== undefined && this.#usable(kept)) return kept.accessToken;
    const exclusive = this.#store.exclusive?.bind(this.#store) ?? ((work) => work());
    return exclusive(() => this.#current());
  }

  /** Reads the store every time: somebody who shares it may have refreshed the session. */
  async #current(): Promise<string> {
    const kept = await this.#store.load();
    if (kept !== undefined && this.#usable(kept)) return kept.accessToken;
    const session = (kept && (await this.#refresh(kept))) ?? (await this.#login());
    await this.#store.save(session);
    return session.accessToken;
  }

  #usable({ accessToken, expiresAt }: Session): boolean {
    return accessToken !== this.#discarded && expiresAt - Date.now() > LEAST_LIFE_MS;
  }

  /** The next session, or undefined if this one has ended. */
  async #refresh({ refreshToken }: Session): Promise<Session | undefined> {
    try {
      return await this.#accounts.refresh(refreshToken);
    } catch (error) {
      if (!(error instanceof AccountsRefused) || error.retryable) throw error;
      await this.#store.clear();
      return undefined;
    }
  }

  async #login(): Promise<Session> {
    if (this.#credentials === undefined) throw new SessionEnded("There is no session: log in.");
    try {
      return await this.#accounts.login(this.#credentials);
    } catch (error) {
      if (!(error instanceof AccountsRefused) || error.retryable) throw error;
      if (error instanceof SecondFactorRequired) throw error;
      throw new SessionEnded(`The login was refused: ${error.message}`, { cause: error });
    }
  }
}
