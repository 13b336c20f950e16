import { endpoint } from "./endpoint.ts";
import { AccountsRefused, AccountsUnreachable } from "./errors.ts";

export interface Credentials {
  name: string;
  password: string;
}

export interface Account {
  id: number;
  name: string;
  admin: boolean;
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

/** An answer may wait for a password hash behind others; past this the service is taken for unreachable. */
const TIMEOUT_MS = 30_000;

/**
 * The accounts service's HTTP API. Every call rejects with AccountsRefused, whose `reason` and `retryable` say
 * what to do, or AccountsUnreachable.
 */
export class Accounts {
  readonly #base: string;

  /** `url`: address of the server, such as "https://chat.example.org". TypeError if it is none. */
  constructor(url: string) {
    this.#base = endpoint(url).http;
  }

  /** Makes an account and logs in. `setupCode` is the one-time code that makes the first account the administrator. */
  signup({ name, password, setupCode }: Credentials & { setupCode?: string }): Promise<Session> {
    return this.#session("signup", { name, password, setup_code: setupCode });
  }

  login({ name, password }: Credentials): Promise<Session> {
    return this.#session("login", { name, password });
  }

  /** Trades a refresh token for the next session; never send the same one twice at the same time. */
  refresh(refreshToken: string): Promise<Session> {
    return this.#session("refresh", { refresh_token: refreshToken });
  }

  /** Ends the session of this refresh token, on every device that shares it. */
  async logout(refreshToken: string): Promise<void> {
    await this.#post("logout", { refresh_token: refreshToken });
  }

  /** Sets another password and ends the account's other sessions. `accessToken` is one of this account. */
  async changePassword(accessToken: string, passwords: { current: string; next: string }): Promise<void> {
    const body = { current_password: passwords.current, new_password: passwords.next };
    await this.#post("password", body, { Authorization: `Bearer ${accessToken}` });
  }

  async #session(route: string, body: object): Promise<Session> {
    const answer = await this.#post(route, body);
    const session = sessionOf(answer);
    if (session === undefined) throw new AccountsUnreachable(`The answer to ${route} is no session.`);
    return session;
  }

  async #post(route: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(new URL(`auth/${route}`, this.#base), {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      text = await response.text();
    } catch (cause) {
      const reason =
        cause instanceof Error
          ? `: ${cause.message.replace(/ Is the computer able to access the url\?$/, "").replace(/\.$/, "")}`
          : "";
      throw new AccountsUnreachable(`The accounts service at ${this.#base} can't be reached${reason}.`, {
        cause,
      });
    }
    if (!response.ok) throw refusalOf(response, parse(text));
    return parse(text);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Something between here and the service answered, or the body is empty: the caller looks at what it needs.
    return undefined;
  }
}

function sessionOf(answer: unknown): Session | undefined {
  const { user, access_token, expires_in, refresh_token } = fields(answer);
  const { id, name, admin } = fields(user);
  if (typeof id !== "number" || typeof name !== "string") return undefined;
  if (typeof access_token !== "string" || typeof expires_in !== "number") return undefined;
  if (typeof refresh_token !== "string") return undefined;
  return {
    user: { id, name, admin: admin === true },
    accessToken: access_token,
    expiresAt: Date.now() + expires_in * 1000,
    refreshToken: refresh_token,
  };
}

function refusalOf(response: Response, answer: unknown): AccountsRefused {
  const { code, message, field, limit, retry_after_ms } = fields(fields(answer)["error"]);
  const retryAfter = Number(response.headers.get("Retry-After") ?? 0) * 1000;
  return new AccountsRefused(response.status, {
    reason: typeof code === "string" ? code : "unknown",
    message:
      typeof message === "string" ? message : `The accounts service answered with status ${response.status}.`,
    field: typeof field === "string" ? field : "",
    limit: typeof limit === "number" ? limit : 0,
    retryAfterMs: typeof retry_after_ms === "number" ? retry_after_ms : retryAfter || 0,
  });
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
