import { SessionEnded } from "./errors.ts";

/** Where access tokens come from. */
export interface TokenSource {
  /** Whether there can be another token after this one. */
  readonly renewable: boolean;
  /** The token at hand, or a new one if it was discarded or has ended. SessionEnded if there will be none any more. */
  token(): Promise<string>;
  /** This token is not to be given again: it was refused, or is about to end. */
  discard(token: string): void;
}

/** One token that the caller got elsewhere. */
export class FixedToken implements TokenSource {
  readonly renewable = false;
  readonly #token: string;
  #discarded = false;

  constructor(token: string) {
    this.#token = token;
  }

  async token(): Promise<string> {
    if (this.#discarded)
      throw new SessionEnded("The token is not accepted any more, and no way to renew it was given.");
    return this.#token;
  }

  discard(token: string): void {
    if (token === this.#token) this.#discarded = true;
  }
}

/** Tokens from a function of the caller's, which is called when the last one is of no more use, once at a time. */
export class TokenFunction implements TokenSource {
  readonly renewable = true;
  readonly #fetch: () => string | Promise<string>;
  #token: Promise<string> | undefined;
  #discarded: string | undefined;

  constructor(fetch: () => string | Promise<string>) {
    this.#fetch = fetch;
  }

  async token(): Promise<string> {
    this.#token ??= Promise.resolve(this.#fetch());
    const fetching = this.#token;
    try {
      const token = await fetching;
      if (token !== this.#discarded) return token;
    } catch (error) {
      this.#forget(fetching);
      throw error;
    }
    this.#forget(fetching);
    return this.token();
  }

  discard(token: string): void {
    this.#discarded = token;
  }

  #forget(fetching: Promise<string>): void {
    if (this.#token === fetching) this.#token = undefined;
  }
}
