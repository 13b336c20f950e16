import { type AccessToken, AccountsHttp, fields } from "./accounts-http.ts";
import { Administration } from "./administration.ts";
import { AccountsUnreachable } from "./errors.ts";
import { OwnAccount } from "./own-account.ts";
import { makeVerifier } from "./sso.ts";

export interface Credentials {
  name: string;
  password: string;
}

export interface Account {
  id: number;
  name: string;
  admin: boolean;
  /** Sees only the channels that it was put into. */
  guest?: boolean;
  /** Of a program. */
  bot?: boolean;
}

/** What logging in gives, and what is kept to stay logged in. */
export interface Session {
  user: Account;
  accessToken: string;
  /** When the access token ends, in milliseconds since 1970 UTC by the clock of this machine. */
  expiresAt: number;
  /** Good for one refresh: the answer brings the next one. */
  refreshToken: string;
}

/** What a bot's token gives; when it ends, the same token gives the next. */
export type BotSession = Omit<Session, "refreshToken">;

export interface SignUp extends Credentials {
  /** The one-time code that makes the first account the administrator. */
  setupCode?: string;
  /** The code of an invitation, where sign-up needs one. */
  invitation?: string;
}

/** How one can log in and sign up at a server. */
export interface SignInMethods {
  signup: "open" | "invite" | "closed";
  /** The single sign-on: what its button says, and whether it makes accounts. */
  sso?: { name: string; signup: boolean };
  /** Whether who forgot the password is mailed a link: see Accounts.forgotPassword. */
  passwordMail: boolean;
}

/** What is handed to the browser for a passkey, and what is handed in with its answer. */
export interface PasskeyChallenge<Options> {
  /** For PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON. */
  options: Options;
  ticket: string;
}

/** A browser's answer to a PasskeyChallenge: `credential.toJSON()`. */
export interface PasskeyAnswer {
  ticket: string;
  response: object;
}

/** The second step of a login: a code of the authenticator app or a recovery code, or a passkey. */
export type SecondFactor = { code: string } | { passkey: PasskeyAnswer };

/**
 * The accounts service's HTTP API. Every call rejects with AccountsRefused, whose `reason` and `retryable` say
 * what to do, or AccountsUnreachable.
 */
export class Accounts {
  readonly #http: AccountsHttp;

  /** `url`: address of the server, such as "https://chat.example.org". TypeError if it is none. */
  constructor(url: string) {
    this.#http = new AccountsHttp(url);
  }

  async methods(): Promise<SignInMethods> {
    return (await this.#http.get("methods")) as SignInMethods;
  }

  /** Makes an account and logs in. */
  signup({ name, password, setupCode, invitation }: SignUp): Promise<Session> {
    return this.#session("signup", { name, password, setup_code: setupCode, invitation });
  }

  /** SecondFactorRequired if the password is right, and something else is needed besides: see `secondFactor`. */
  login({ name, password }: Credentials): Promise<Session> {
    return this.#session("login", { name, password });
  }

  /** Goes on with a login by the ticket of its SecondFactorRequired. */
  secondFactor(ticket: string, factor: SecondFactor): Promise<Session> {
    return this.#session("second-factor", { ticket, ...factor });
  }

  /** A challenge for any passkey that the browser has for this server; with a ticket, for one of the login under way. */
  async passkeyChallenge(ticket?: string): Promise<PasskeyChallenge<PublicKeyCredentialRequestOptionsJSON>> {
    const answer = await this.#http.post("passkeys/login-options", { ticket });
    return answer as PasskeyChallenge<PublicKeyCredentialRequestOptionsJSON>;
  }

  /** Logs in with a passkey alone. */
  loginWithPasskey({ ticket, response }: PasskeyAnswer): Promise<Session> {
    return this.#session("passkeys/login", { ticket, response });
  }

  /**
   * Begins a login by single sign-on: the user goes to `url`, and comes back to `returnTo` with `?sso_code=…` or
   * `?sso_error=…`; without `returnTo` a page shows them the code. Keep the verifier for `finishSso`, and for
   * `OwnAccount.linkSso`. `returnTo` is an address of this server, or of a program on the user's machine.
   */
  async startSso({ returnTo }: { returnTo?: string } = {}): Promise<{ url: string; verifier: string }> {
    const { verifier, challenge } = await makeVerifier();
    const answer = await this.#http.post("sso/start", { challenge, return_to: returnTo });
    return { url: String(fields(answer)["url"]), verifier };
  }

  /** Trades the code that the user came back with. The first time may make an account. */
  finishSso(code: string, verifier: string): Promise<Session> {
    return this.#session("sso/exchange", { code, verifier });
  }

  /** Trades a refresh token for the next session; never send the same one twice at the same time. */
  refresh(refreshToken: string): Promise<Session> {
    return this.#session("refresh", { refresh_token: refreshToken });
  }

  /** An access token for a bot's long-lived one ("hbt_…"). */
  async loginBot(botToken: string): Promise<BotSession> {
    const session = botSessionOf(await this.#http.post("bot-token", { token: botToken }));
    if (session === undefined) throw new AccountsUnreachable("The answer to bot-token is no session.");
    return session;
  }

  /** Ends the session of this refresh token, on every device that shares it. */
  async logout(refreshToken: string): Promise<void> {
    await this.#http.post("logout", { refresh_token: refreshToken });
  }

  /** Sets another password and ends the account's other sessions. `accessToken` is one of this account. */
  async changePassword(accessToken: string, passwords: { current: string; next: string }): Promise<void> {
    await this.own(accessToken).changePassword(passwords);
  }

  /**
   * Has a link for another password mailed to the account of this name or verified address, if there is one, which isn't told.
   * "unavailable" where the server sends no mail: see `methods`.
   */
  async forgotPassword(account: string): Promise<void> {
    await this.#http.post("password/forgotten", { account });
  }

  /** Sets another password by the one-time code that was mailed or that an administrator made, and ends all sessions. Gives the account's name. */
  async resetPassword(code: string, next: string): Promise<string> {
    const answer = await this.#http.post("password/reset", { code, new_password: next });
    return String(fields(answer)["name"]);
  }

  /** What the owner of this access token can set about their account. */
  own(accessToken: AccessToken): OwnAccount {
    return new OwnAccount(this.#http, accessToken);
  }

  /** What an administrator can do. */
  administration(accessToken: AccessToken): Administration {
    return new Administration(this.#http, accessToken);
  }

  async #session(route: string, body: object): Promise<Session> {
    const answer = await this.#http.post(route, body);
    const session = botSessionOf(answer);
    const { refreshToken } = fields(answer);
    if (session !== undefined && typeof refreshToken === "string") return { ...session, refreshToken };
    throw new AccountsUnreachable(`The answer to ${route} is no session.`);
  }
}

function botSessionOf(answer: unknown): BotSession | undefined {
  const { user, accessToken, expiresIn } = fields(answer);
  const { id, name, admin, guest, bot } = fields(user);
  if (typeof id !== "number" || typeof name !== "string") return undefined;
  if (typeof accessToken !== "string" || typeof expiresIn !== "number") return undefined;
  return {
    user: { id, name, admin: admin === true, guest: guest === true, bot: bot === true },
    accessToken,
    expiresAt: Date.now() + expiresIn * 1000,
  };
}
