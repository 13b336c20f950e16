import { endpoint } from "./endpoint.ts";
import {
  AccountsRefused,
  AccountsUnreachable,
  type SecondFactorMethod,
  SecondFactorRequired,
} from "./errors.ts";

/** An access token, or a function that gives a current one. */
export type AccessToken = string | (() => string | Promise<string>);

/** An answer may wait for a password hash behind others; past this the service is taken for unreachable. */
const TIMEOUT_MS = 30_000;

/** Requests to the accounts service. Each rejects with AccountsRefused, or AccountsUnreachable. */
export class AccountsHttp {
  readonly #base: string;

  /** `url`: address of the server. TypeError if it is none. */
  constructor(url: string) {
    this.#base = endpoint(url).http;
  }

  /** The answer's JSON, in the SDK's spelling: see toSdk. */
  get(route: string, token?: AccessToken): Promise<unknown> {
    return this.#request(route, {}, token);
  }

  post(route: string, body: object, token?: AccessToken): Promise<unknown> {
    const headers = { "Content-Type": "application/json" };
    return this.#request(route, { method: "POST", headers, body: JSON.stringify(body) }, token);
  }

  async #request(route: string, init: RequestInit, token: AccessToken | undefined): Promise<unknown> {
    const current = typeof token === "function" ? await token() : token;
    const headers = new Headers(init.headers);
    if (current !== undefined) headers.set("Authorization", `Bearer ${current}`);
    let response: Response;
    let text: string;
    try {
      response = await fetch(new URL(`auth/${route}`, this.#base), {
        ...init,
        headers,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      text = await response.text();
    } catch (cause) {
      throw unreachable(this.#base, cause);
    }
    const answer = toSdk(parse(text));
    if (!response.ok) throw refusalOf(response, answer);
    return answer;
  }
}

/** The fields of an answer's object; none if it is something else. */
export function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function unreachable(base: string, cause: unknown): AccountsUnreachable {
  const reason =
    cause instanceof Error
      ? `: ${cause.message.replace(/ Is the computer able to access the url\?$/, "").replace(/\.$/, "")}`
      : "";
  return new AccountsUnreachable(`The accounts service at ${base} can't be reached${reason}.`, { cause });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Something between here and the service answered, or the body is empty: the caller looks at what it needs.
    return undefined;
  }
}

/** Names in camel case, and fields that are null left out. */
function toSdk(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSdk);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(entries.map(([name, each]) => [camelCase(name), toSdk(each)]));
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function refusalOf(response: Response, answer: unknown): AccountsRefused {
  const error = fields(fields(answer)["error"]);
  const { code, message, field, limit, retryAfterMs, ticket, methods, expiresIn } = error;
  const retryAfter = Number(response.headers.get("Retry-After") ?? 0) * 1000;
  const refusal = {
    reason: typeof code === "string" ? code : "unknown",
    message:
      typeof message === "string" ? message : `The accounts service answered with status ${response.status}.`,
    field: typeof field === "string" ? field : "",
    limit: typeof limit === "number" ? limit : 0,
    retryAfterMs: typeof retryAfterMs === "number" ? retryAfterMs : retryAfter || 0,
  };
  if (code !== "second_factor_required" || typeof ticket !== "string") {
    return new AccountsRefused(response.status, refusal);
  }
  return new SecondFactorRequired(response.status, refusal, {
    ticket,
    methods: Array.isArray(methods) ? (methods as SecondFactorMethod[]) : ["code"],
    expiresAt: Date.now() + (typeof expiresIn === "number" ? expiresIn * 1000 : 0),
  });
}
