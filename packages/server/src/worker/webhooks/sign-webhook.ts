import { createHmac } from "node:crypto";

const PREFIX = "whsec_";

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com, version 1): an id that is the same for every
 * try, the time of this one in seconds, and the HMAC-SHA256 over both and the body. `secret` is "whsec_" and the key in
 * base64; without the prefix the key is the secret's own bytes.
 */
export function signWebhook(secret: string, id: string, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const key = secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), "base64")
    : Buffer.from(secret);
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
