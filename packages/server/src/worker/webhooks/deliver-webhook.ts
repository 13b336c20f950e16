import { GiveUp, RetryLater } from "../jobs/job-kind.ts";
import { postOut, retryAfterMs } from "../outgoing/post-out.ts";
import { signWebhook } from "./sign-webhook.ts";
import type { WebhookBody } from "./webhook-body.ts";
import type { OutgoingWebhook } from "./webhook-table.ts";

/** A Retry-After of more counts as so much, in ms. */
const RETRY_AFTER_MAX_MS = 60 * 60_000;
const GONE = 410;

/**
 * POSTs a body, signed. Gives the text that the other side wants to be posted in return (Slack's `{"text": …}`), if
 * any. Rejects if the answer's status is not 2xx: with GiveUp for 410, which asks never to be told again.
 */
export async function deliverWebhook(
  webhook: OutgoingWebhook,
  id: string,
  body: WebhookBody,
  privateAllowed: boolean,
  signal: AbortSignal,
): Promise<string | undefined> {
  const headers = {
    "Content-Type": body.contentType,
    ...signWebhook(webhook.secret, id, body.text, Date.now()),
  };
  const answer = await postOut({ url: webhook.url, headers, body: body.text, privateAllowed, signal });
  const { status } = answer;
  if (status === GONE) throw new GiveUp("the URL answered 410 Gone");
  if (status < 200 || status > 299) {
    const waitMs = retryAfterMs(answer.retryAfter, Date.now(), RETRY_AFTER_MAX_MS);
    throw new RetryLater(`the URL answered ${status}`, waitMs);
  }
  return answer.mediaType === "application/json" ? answeredText(answer.text) : undefined;
}

/** What isn't an answer in Slack's format is no answer. */
function answeredText(json: string): string | undefined {
  try {
    const { text } = JSON.parse(json) as { text?: unknown };
    return typeof text === "string" && text !== "" ? text : undefined;
  } catch {
    return undefined;
  }
}
