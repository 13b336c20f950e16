import { type Init, LIMITS, type Webhook } from "@hubbub/protocol";

import { checkText } from "../commands/send.ts";
import { TokenBucket } from "../core/token-bucket.ts";
import { Refusal } from "../errors.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { slackText } from "../slack/slack-text.ts";

/** Messages of one webhook: at once, and a second. */
const RATE = { burst: 30, perSecond: 1 };
/** Webhooks whose rate is remembered. */
const REMEMBERED = 10_000;
const NAME_LENGTH = 80;

const rates = new Map<number, TokenBucket>();

/**
 * POST /hooks/SECRET: a message in Slack's format (https://api.slack.com/messaging/webhooks), as JSON or as a form with
 * `payload`. Answers "ok" when it is durable, as Slack does; a header Idempotency-Key makes a retry no second message.
 */
export async function incomingWebhook(gateway: GatewayContext, request: Request): Promise<Response> {
  if (request.method !== "POST") return said(405, "POST a message to this.");
  try {
    const secret = new URL(request.url).pathname.slice("/hooks/".length);
    const webhook = await gateway.store.read("incomingWebhook", { secret });
    if (!webhook) return said(404, "There is no such webhook. It may have been deleted.");
    await post(gateway, webhook, await payloadOf(request), request.headers.get("idempotency-key"));
    return said(200, "ok");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { retryAfterMs = 0 } = error.details;
    const status = STATUS[error.reason] ?? 400;
    const headers = retryAfterMs > 0 ? { "Retry-After": String(Math.ceil(retryAfterMs / 1000)) } : undefined;
    return said(status, error.message, headers);
  }
}

const STATUS: Partial<Record<string, number>> = {
  too_large: 413,
  archived: 403,
  not_found: 404,
  rate_limited: 429,
  unavailable: 503,
};

async function post(
  gateway: GatewayContext,
  { id = 0, channel = 0, name = "", user = 0 }: Init<Webhook>,
  payload: Record<string, unknown>,
  key: string | null,
): Promise<void> {
  const waitMs = rateOf(id).take(performance.now());
  if (waitMs > 0) throw new Refusal("rate_limited", "This webhook sends too fast.", { retryAfterMs: waitMs });
  const text = slackText(payload);
  checkText(text, "text");
  const row = await gateway.store.read("channel", { id: channel });
  if (!row) throw new Refusal("not_found", "The webhook's channel is gone.");
  if (row.archived) throw new Refusal("archived", "The webhook's channel is archived.");
  const alias = { name: nameIn(payload) ?? name, emoji: emojiIn(payload) };
  const clientId = key === null ? Bun.randomUUIDv7() : `hook:${id}:${key}`.slice(0, LIMITS.clientIdLength);
  await gateway.posts.post({ channel, user, thread: 0, text, alias, clientId });
}

function nameIn({ username }: Record<string, unknown>): string | undefined {
  return typeof username === "string" && username.trim() !== ""
    ? username.trim().slice(0, NAME_LENGTH)
    : undefined;
}

function emojiIn({ icon_emoji: emoji }: Record<string, unknown>): string {
  return typeof emoji === "string" && emoji.length <= LIMITS.emojiLength ? emoji : "";
}

function rateOf(id: number): TokenBucket {
  let rate = rates.get(id);
  if (!rate) {
    if (rates.size >= REMEMBERED) rates.clear();
    rates.set(id, (rate = new TokenBucket(RATE, performance.now())));
  }
  return rate;
}

async function payloadOf(request: Request): Promise<Record<string, unknown>> {
  const body = await request.text();
  const isForm =
    request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
  const json = isForm ? (new URLSearchParams(body).get("payload") ?? "") : body;
  try {
    const payload: unknown = JSON.parse(json);
    if (typeof payload === "object" && payload !== null) return payload as Record<string, unknown>;
  } catch {
    // Told below, as other things that are no payload.
  }
  throw new Refusal("invalid", 'The body has to be JSON such as {"text": "Hello"}.');
}

function said(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers } });
}
