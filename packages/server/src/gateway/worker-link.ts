import { type ErrorName, ERRORS } from "@hubbub/protocol";

import { Refusal, type RefusalDetails } from "../errors.ts";
import type { Log } from "../log.ts";

/** How often the worker is told of news, in ms. */
const NEWS_MS = 100;
/** How long the worker may take for an answer, in ms, unless the caller says otherwise. */
const ANSWER_MS = 10_000;
const METRICS_MS = 2_000;
/** Requests of one route that wait for the worker at a time. */
const ASKED_MOST = 64;
/** When what the worker could not do may be tried again, in ms. */
const RETRY_MS = 2_000;

/** The gateway's way to its worker. Nothing of the chat waits for it. */
export class WorkerLink {
  readonly #key: string | undefined;
  readonly #log: Log;
  #url: string | undefined;
  /** Channels with news since the worker was last told, and their newest seq: one entry a channel at most. */
  #news = new Map<number, number>();
  /** By route, the requests that wait for the worker. */
  readonly #asked = new Map<string, number>();
  #telling = false;
  #unheard = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(key: string | undefined, log: Log) {
    this.#key = key;
    this.#log = log;
  }

  use(url: string): void {
    this.#url = url;
    this.#timer ??= setInterval(() => void this.#tell(), NEWS_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#url = undefined;
  }

  appended(channel: number, head: number): void {
    if (this.#key !== undefined) this.#news.set(channel, head);
  }

  /**
   * POSTs to one of the worker's routes and gives what it answered. Rejects with the worker's own Refusal, or with
   * `unavailable` if there is no worker, no answer in time, or 64 requests wait for the same route.
   */
  async ask(route: string, body: unknown, timeoutMs = ANSWER_MS): Promise<unknown> {
    const asked = this.#asked.get(route) ?? 0;
    if (asked >= ASKED_MOST) throw noWorker();
    this.#asked.set(route, asked + 1);
    try {
      return await this.#answerOf(route, body, timeoutMs);
    } finally {
      this.#asked.set(route, this.#asked.get(route)! - 1);
    }
  }

  /** The worker's figures for Prometheus; empty if it doesn't answer. */
  async metrics(): Promise<string> {
    if (this.#url === undefined) return "";
    try {
      const answer = await fetch(new URL("/metrics", this.#url), { signal: AbortSignal.timeout(METRICS_MS) });
      return answer.ok ? await answer.text() : "";
    } catch {
      return "";
    }
  }

  async #answerOf(route: string, body: unknown, timeoutMs: number): Promise<unknown> {
    const response = await this.#post(route, body, timeoutMs).catch((error: unknown) => {
      this.#log.warn({ route, err: error }, "the worker did not answer");
      throw noWorker();
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw refusalOf(answer);
    return answer;
  }

  async #tell(): Promise<void> {
    if (this.#telling || this.#news.size === 0) return;
    const told = this.#news;
    this.#news = new Map();
    this.#telling = true;
    try {
      await this.#post("/heads", Object.fromEntries(told), ANSWER_MS);
      this.#unheard = false;
    } catch (error) {
      if (!this.#unheard) this.#log.warn({ err: error }, "the worker can't be told of news; trying on");
      this.#unheard = true;
      for (const [channel, head] of told) {
        if (!this.#news.has(channel)) this.#news.set(channel, head);
      }
    } finally {
      this.#telling = false;
    }
  }

  #post(route: string, body: unknown, timeoutMs: number): Promise<Response> {
    if (this.#url === undefined) throw noWorker();
    return fetch(new URL(route, this.#url), {
      method: "POST",
      headers: { Authorization: `Bearer ${this.#key}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
  }
}

function noWorker(): Refusal {
  return new Refusal("unavailable", "The server can't do this just now. Try again a little later.", {
    retryAfterMs: RETRY_MS,
  });
}

/** What the worker refused, as it said it. */
function refusalOf(answer: unknown): Refusal {
  const { error } = (answer ?? {}) as {
    error?: { name: ErrorName; message: string; details: RefusalDetails };
  };
  if (error === undefined || !(error.name in ERRORS)) return noWorker();
  return new Refusal(error.name, error.message, error.details);
}
