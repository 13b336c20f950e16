import type { AccessToken, AccountsHttp } from "./accounts-http.ts";
import type { PasskeyAnswer, PasskeyChallenge } from "./accounts.ts";

/** Where the account is logged in. Times in ms since 1970 UTC. */
export interface LoginSession {
  id: string;
  /** The one that asks. */
  current: boolean;
  createdAt: number;
  /** When it last asked for a token. */
  usedAt: number;
  userAgent: string;
  /** IP address. */
  address: string;
}

export interface Passkey {
  id: string;
  name: string;
  createdAt: number;
  /** Not there before the first login with it. */
  usedAt?: number;
}

/** Who the account's owner is at a single sign-on. */
export interface LinkedIdentity {
  issuer: string;
  subject: string;
}

/** How an account can be logged in to, and its e-mail address. */
export interface AccountSecurity {
  /** It has a password. */
  password: boolean;
  /** It has an authenticator app: a password alone is not enough. */
  totp: boolean;
  recoveryCodesLeft: number;
  passkeys: Passkey[];
  identities: LinkedIdentity[];
  email?: string;
  emailVerified: boolean;
}

/** The account's password, where the account has one: what a thief of a token must not do needs it. */
export interface OwnerProof {
  password?: string;
}

/** What the owner of an account can see and set about it. Errors as those of Accounts. */
export class OwnAccount {
  readonly #http: AccountsHttp;
  readonly #token: AccessToken;

  constructor(http: AccountsHttp, token: AccessToken) {
    this.#http = http;
    this.#token = token;
  }

  security(): Promise<AccountSecurity> {
    return this.#get<AccountSecurity>("security");
  }

  /** Sets another password, or a first one, and ends the other sessions. */
  async changePassword({ current, next }: { current?: string; next: string }): Promise<void> {
    await this.#post("password", { current_password: current, new_password: next });
  }

  /** The one used last first. */
  async sessions(): Promise<LoginSession[]> {
    return (await this.#get<{ sessions: LoginSession[] }>("sessions")).sessions;
  }

  /** Ends one session, and closes its connections. */
  async endSession(id: string): Promise<void> {
    await this.#post("sessions/revoke", { id });
  }

  async endOtherSessions(): Promise<void> {
    await this.#post("sessions/revoke-others", {});
  }

  /** Begins to set up an authenticator app: the secret, and an otpauth:// URI for a QR code. */
  enrolTotp(proof: OwnerProof): Promise<{ secret: string; uri: string }> {
    return this.#post("totp/enrol", proof);
  }

  /** Turns the app on by its first code. Gives ten recovery codes, which nobody can see again. */
  async confirmTotp(code: string): Promise<string[]> {
    return (await this.#post<{ recoveryCodes: string[] }>("totp/confirm", { code })).recoveryCodes;
  }

  /** Ten new recovery codes in place of the old. */
  async newRecoveryCodes(proof: OwnerProof): Promise<string[]> {
    return (await this.#post<{ recoveryCodes: string[] }>("totp/recovery-codes", proof)).recoveryCodes;
  }

  /** Turns the app off. An account without a password needs a code. */
  async turnOffTotp(proof: OwnerProof & { code?: string }): Promise<void> {
    await this.#post("totp/off", proof);
  }

  /** A challenge for a new passkey. */
  passkeyChallenge(proof: OwnerProof): Promise<PasskeyChallenge<PublicKeyCredentialCreationOptionsJSON>> {
    return this.#post("passkeys/register-options", proof);
  }

  /** Keeps the passkey that the browser made, under a name of 1 to 60 characters. */
  async addPasskey({ ticket, response, name }: PasskeyAnswer & { name: string }): Promise<Passkey> {
    const answer = await this.#post<{ passkey: Passkey }>("passkeys/register", { ticket, response, name });
    return answer.passkey;
  }

  async renamePasskey(id: string, name: string): Promise<void> {
    await this.#post("passkeys/rename", { id, name });
  }

  async removePasskey(id: string): Promise<void> {
    await this.#post("passkeys/remove", { id });
  }

  /** Links the account with a single sign-on, by the code of a way through it: see Accounts.startSso. */
  async linkSso(code: string, verifier: string, proof: OwnerProof): Promise<LinkedIdentity> {
    const answer = await this.#post<{ identity: LinkedIdentity }>("sso/link", { code, verifier, ...proof });
    return answer.identity;
  }

  async unlinkSso({ issuer, subject }: LinkedIdentity): Promise<void> {
    await this.#post("sso/unlink", { issuer, subject });
  }

  /** Sets the e-mail address; undefined removes it. A code is mailed to it, where the server sends mail. */
  async setEmail(email: string | undefined, proof: OwnerProof): Promise<void> {
    await this.#post("email", { email: email ?? null, ...proof });
  }

  /** Shows by the mailed code that the address is the owner's. */
  async verifyEmail(code: string): Promise<void> {
    await this.#post("email/verify", { code });
  }

  async #get<T>(route: string): Promise<T> {
    return (await this.#http.get(route, this.#token)) as T;
  }

  async #post<T>(route: string, body: object): Promise<T> {
    return (await this.#http.post(route, body, this.#token)) as T;
  }
}
