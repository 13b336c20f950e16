import webPush, { type RequestOptions } from "web-push";

import type { PushKeys } from "../../secrets.ts";
import { RetryLater } from "../jobs/job-kind.ts";
import { postOut, retryAfterMs } from "../outgoing/post-out.ts";
import type { PushSubscription } from "./push-subscriptions.ts";

/** How long a push service keeps a message for a device that is off, in s. */
const TTL_S = 24 * 60 * 60;
/** A Retry-After of more counts as so much, in ms. */
const RETRY_AFTER_MAX_MS = 60 * 60_000;

export interface PushMessage {
  /** Up to 3,000 bytes: push services take 4,096 of the encrypted (RFC 8030, 7.2). */
  text: string;
  urgency: "normal" | "high";
  /** A message that waits is replaced by a later one of the same topic; up to 32 characters of base64url. */
  topic: string;
  /** Who is responsible for this server: an address, mailto: or https: (RFC 8292, 2.1). */
  contact: string;
}

/** The subscription is none any more (404 or 410). */
export class SubscriptionGone extends Error {
  override name = "SubscriptionGone";
}

/**
 * Sends one message to one subscription: encrypted for the device (RFC 8291), signed by the server's keys (RFC 8292).
 * Rejects with SubscriptionGone, or with RetryLater if the push service did not take it.
 */
export async function sendPush(
  { endpoint, p256dh, auth }: PushSubscription,
  { text, urgency, topic, contact }: PushMessage,
  keys: PushKeys,
  privateAllowed: boolean,
  signal: AbortSignal,
): Promise<void> {
  const options: RequestOptions = {
    vapidDetails: { subject: contact, ...keys },
    TTL: TTL_S,
    urgency,
    topic,
    contentEncoding: "aes128gcm",
  };
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    text,
    options,
  );
  const answer = await postOut({
    url: endpoint,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: body ?? "",
    privateAllowed,
    signal,
  });
  if (answer.status === 404 || answer.status === 410) throw new SubscriptionGone(endpoint);
  if (answer.status < 200 || answer.status > 299) {
    const waitMs = retryAfterMs(answer.retryAfter, Date.now(), RETRY_AFTER_MAX_MS);
    throw new RetryLater(`the push service answered ${answer.status}`, waitMs);
  }
}
