import type { Backoff } from "./backoff.ts";
import { ClientClosed, RefusedError } from "./errors.ts";
import type { TokenSource } from "./token-source.ts";
import { wait } from "./wait.ts";

export interface FileRequestsOptions {
  /** Base of the server's HTTP addresses; ends with "/". */
  base: string;
  tokens: TokenSource;
  backoff(): Backoff;
  /** Aborted when the client closes. */
  closing: AbortSignal;
}

/** New tokens that are refused in a row before a request is given up. */
const TOKENS_REFUSED_MAX = 3;

/** The network failed, or the server: the same request may succeed a little later. */
export class Unanswered extends Error {
  override name = "Unanswered";
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number, cause?: unknown) {
    super(message, { cause });
    this.retryAfterMs = retryAfterMs;
  }
}

/** Requests about files, with the client's tokens. */
export class FileRequests {
  readonly #options: FileRequestsOptions;

  constructor(options: FileRequestsOptions) {
    this.#options = options;
  }

  get closing(): AbortSignal {
    return this.#options.closing;
  }

  /** One request. RefusedError, Unanswered, the signal's reason, or as the token source does. */
  async once(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const { base, tokens } = this.#options;
    const url = new URL(path.replace(/^\//, ""), base);
    for (let refused = 0; ; refused++) {
      const token = await tokens.token();
      const headers = { ...(init.headers as Record<string, string>), Authorization: `Bearer ${token}` };
      const response = await fetch(url, { ...init, headers, signal }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw new Unanswered("The server can't be reached.", 0, error);
      });
      if (response.ok) return response;
      const fault = await faultOf(response);
      const isTokens = response.status === 401 && tokens.renewable && refused < TOKENS_REFUSED_MAX;
      if (!isTokens) throw fault;
      tokens.discard(token);
    }
  }

  /** `work`, again and again while it is Unanswered, until the signal aborts or the client closes. */
  async patiently<T>(work: (signal: AbortSignal) => Promise<T>, given: AbortSignal | undefined): Promise<T> {
    const { closing } = this.#options;
    const signal = given === undefined ? closing : AbortSignal.any([given, closing]);
    const delays = this.#options.backoff();
    for (;;) {
      if (closing.aborted) throw new ClientClosed();
      signal.throwIfAborted();
      try {
        return await work(signal);
      } catch (error) {
        if (closing.aborted) throw new ClientClosed();
        if (!(error instanceof Unanswered)) throw error;
        await wait(delays.nextAfter(error.retryAfterMs), signal);
      }
    }
  }
}

/** What the server said of a request that it refused, or that it can't now. */
async function faultOf(response: Response): Promise<RefusedError | Unanswered> {
  const { status } = response;
  const { name, message, code, field, limit, retryAfterMs } = errorIn(await response.text().catch(() => ""));
  const wait = Number(retryAfterMs ?? 0) || Number(response.headers.get("Retry-After") ?? 0) * 1000;
  const sentence = typeof message === "string" ? message : `The server answered with status ${status}.`;
  if (status >= 500 || status === 429 || status === 409) return new Unanswered(sentence, wait);
  const missing = status === 404 || status === 410 ? "not_found" : "invalid";
  return new RefusedError({
    code: typeof code === "number" ? code : 0,
    reason: typeof name === "string" ? name : missing,
    message: sentence,
    field: typeof field === "string" ? field : "",
    limit: typeof limit === "number" ? limit : 0,
    retryAfterMs: wait,
  });
}

function errorIn(text: string): Record<string, unknown> {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
  } catch {
    // HEAD has no body, and something between here and the server may have answered.
    return {};
  }
}
