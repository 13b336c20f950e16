import { setDefaultTimeout } from "bun:test";
import { join } from "node:path";

import pino, { type Logger } from "pino";

import {
  type AuthConfig,
  authDefaults,
  type AuthService,
  startAuth,
  type TokenResponse,
} from "../src/index.ts";
import { tempFolder } from "./temp-folder.ts";

// Hashes and processes share their cores with whatever else runs.
setDefaultTimeout(60_000);

/** Cheap hashes, and no limits but those that a test sets. */
const TEST_CONFIG: AuthConfig = {
  ...authDefaults,
  port: 0,
  internalKey: "the-internal-key-of-tests",
  memoryCost: 64,
  timeCost: 1,
  checksPerAddress: undefined,
  checksPerName: undefined,
  codesPerAccount: undefined,
  mailsPerAccount: undefined,
  signupsPerAddress: undefined,
};

export const PASSWORD = "correct horse";

export interface Answer {
  status: number;
  headers: Headers;
  // A test looks into it as it expects it to be.
  body: TokenResponse & {
    error: { code: string; message: string; field?: string; limit?: number; retry_after_ms?: number };
  };
}

/** A real service on a free port, with a clock that the test moves. Ends with the block: `await using`. */
export class TestService implements AsyncDisposable {
  readonly service: AuthService;
  readonly database: string;
  /** What the service's clock shows, ms since 1970 UTC. */
  readonly clock: { now: number };
  readonly #folder: Disposable;

  private constructor(service: AuthService, database: string, clock: { now: number }, folder: Disposable) {
    this.service = service;
    this.database = database;
    this.clock = clock;
    this.#folder = folder;
  }

  static async start(
    overrides: Partial<AuthConfig> = {},
    log: Logger = pino({ level: "silent" }),
  ): Promise<TestService> {
    const folder = tempFolder();
    const clock = { now: 1_800_000_000_000 };
    const database = overrides.database ?? join(folder.path, "data", "accounts.sqlite");
    try {
      const service = await startAuth(
        { ...TEST_CONFIG, ...overrides, database },
        { log, now: () => clock.now },
      );
      return new TestService(service, database, clock, folder);
    } catch (error) {
      folder[Symbol.dispose]();
      throw error;
    }
  }

  async request(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(this.service.url + path, init);
    const body = (await response.json()) as Answer["body"];
    return { status: response.status, headers: response.headers, body };
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(path, { method: "POST", body: JSON.stringify(body), headers });
  }

  get(path: string, token: string): Promise<Answer> {
    return this.request(path, { headers: bearer(token) });
  }

  /** The answer to a POST, or a GET without a body; throws if it is refused. */
  async ask<T = Record<string, never>>(path: string, body?: object, token?: string): Promise<T> {
    const answer = await this.#send(path, body, token);
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.body.error.message}`);
    return answer.body as T;
  }

  /** What a POST, or a GET without a body, is refused with; throws if it isn't. */
  async refusal(path: string, body?: object, token?: string): Promise<Refused> {
    const answer = await this.#send(path, body, token);
    if (answer.status < 300) throw new Error(`It was not refused: ${JSON.stringify(answer.body)}`);
    return { status: answer.status, ...answer.body.error };
  }

  /** A new administrator's access token. */
  async admin(): Promise<string> {
    const body = { name: "Boss", password: PASSWORD, setup_code: this.service.setupCode };
    return this.#good(await this.post("/auth/signup", body)).access_token;
  }

  #send(path: string, body: object | undefined, token: string | undefined): Promise<Answer> {
    const headers = token === undefined ? {} : bearer(token);
    return body === undefined ? this.request(path, { headers }) : this.post(path, body, headers);
  }

  /** A new account that is logged in. */
  async signup(name: string): Promise<TokenResponse> {
    return this.#good(await this.post("/auth/signup", { name, password: PASSWORD }));
  }

  async login(name: string, password = PASSWORD): Promise<TokenResponse> {
    return this.#good(await this.post("/auth/login", { name, password }));
  }

  refresh(token: string): Promise<Answer> {
    return this.post("/auth/refresh", { refresh_token: token });
  }

  /** The revocation feed after an id. */
  async revocations(after = 0): Promise<{ revocations: FeedEntry[]; last: number; more: boolean }> {
    const response = await fetch(`${this.service.url}/auth/revocations?after=${after}`, {
      headers: bearer(TEST_CONFIG.internalKey!),
    });
    return (await response.json()) as { revocations: FeedEntry[]; last: number; more: boolean };
  }

  /** One line of /metrics; 0 if it isn't there. */
  async metric(line: string): Promise<number> {
    const text = await (await fetch(`${this.service.url}/metrics`)).text();
    const found = text.split("\n").find((each) => each.startsWith(`${line} `));
    return Number(found?.slice(line.length + 1) ?? 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service.close();
    this.#folder[Symbol.dispose]();
  }

  #good(answer: Answer): TokenResponse {
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.body.error.message}`);
    return answer.body;
  }
}

export interface Refused {
  status: number;
  code: string;
  message: string;
  field?: string;
  limit?: number;
  retry_after_ms?: number;
  ticket?: string;
  methods?: string[];
}

export interface FeedEntry {
  id: number;
  user: number;
  sid: string | null;
  at: number;
  reason: string;
}

export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}
