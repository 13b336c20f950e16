import { type ErrorName, ERRORS } from "@hubbub/protocol";

import { Refusal, type RefusalDetails } from "../errors.ts";

/** How long the gateway may take for an answer, in ms. */
const ANSWER_MS = 10_000;

/** The worker's way to its gateway: what changes the chat is done there. */
export class GatewayLink {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /**
   * POSTs to one of the gateway's routes for the worker (http/worker-routes.ts) and gives what it answered. Rejects
   * with the gateway's Refusal, or with another error if it can't be reached: a job is then run again.
   */
  async ask(route: string, body: unknown): Promise<unknown> {
    const response = await fetch(new URL(`/internal/worker/${route}`, this.url), {
      method: "POST",
      headers: { Authorization: `Bearer ${this.key}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (response.ok) return response.json();
    const text = await response.text();
    throw refusalOf(text) ?? new Error(`the gateway answered ${response.status} to ${route}: ${text.trim()}`);
  }
}

function refusalOf(text: string): Refusal | undefined {
  if (!text.startsWith('{"error":')) return undefined;
  const { name, message, details } = (
    JSON.parse(text) as { error: { name: ErrorName; message: string; details: RefusalDetails } }
  ).error;
  return name in ERRORS ? new Refusal(name, message, details) : undefined;
}
