import {
  type CreateWebhook,
  type DeleteWebhook,
  LIMITS,
  type ListWebhooks,
  WebhookKind,
} from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator, checkMay } from "./checks.ts";
import { checkLength } from "./create-channel.ts";

/** Makes a webhook of a channel; an outgoing one of all public channels is for administrators. */
export async function createWebhook(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, kind, name, url, triggerWords, allEvents, slackFormat }: CreateWebhook,
): Promise<Answer> {
  if (kind !== WebhookKind.INCOMING && kind !== WebhookKind.OUTGOING) {
    throw new Refusal("invalid", "A webhook is incoming or outgoing.", { field: "createWebhook.kind" });
  }
  if (channel === 0 && kind === WebhookKind.OUTGOING) checkAdministrator(user);
  else checkMay(user, channel, "webhooks");
  if (name === "") throw new Refusal("invalid", "A webhook needs a name.", { field: "createWebhook.name" });
  checkLength(name, LIMITS.webhookNameLength, "webhook's name", "createWebhook.name");
  if (kind === WebhookKind.OUTGOING) checkUrl(url, "createWebhook.url");
  checkTriggers(triggerWords);
  const value = await gateway.writes.do("createWebhook", {
    channel,
    kind,
    name,
    url: kind === WebhookKind.OUTGOING ? url : "",
    triggerWords,
    allEvents,
    slackFormat,
    secret: kind === WebhookKind.OUTGOING ? signingSecret() : pathSecret(),
    user: user.id,
    at: Date.now(),
  });
  const secret = kind === WebhookKind.INCOMING ? `/hooks/${value.secret}` : value.secret;
  return { case: "webhook", value: { ...value, secret } };
}

/** The key of signatures, as Standard Webhooks writes it. */
export const signingSecret = (): string => `whsec_${randomBytes(32).toBase64()}`;

const pathSecret = (): string => randomBytes(24).toBase64({ alphabet: "base64url" });

const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

export function checkUrl(url: string, field: string): void {
  checkLength(url, LIMITS.urlLength, "URL", field);
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? "")) return;
  throw new Refusal("invalid", "This has to be an http:// or https:// address.", { field });
}

function checkTriggers(words: readonly string[]): void {
  const field = "createWebhook.triggerWords";
  if (words.length > LIMITS.triggerWords) {
    throw new Refusal("too_large", "There are too many trigger words.", {
      field,
      limit: LIMITS.triggerWords,
    });
  }
  for (const word of words) {
    if (/^\S+$/.test(word)) checkLength(word, LIMITS.webhookNameLength, "trigger word", field);
    else throw new Refusal("invalid", "A trigger word has no white space.", { field });
  }
}

/** A channel's webhooks; 0: those of all public channels. */
export async function listWebhooks(
  gateway: GatewayContext,
  { user }: Caller,
  { channel }: ListWebhooks,
): Promise<Answer> {
  if (channel === 0) checkAdministrator(user);
  else checkMay(user, channel, "webhooks");
  return { case: "webhooks", value: { webhooks: await gateway.store.read("webhooks", { channel }) } };
}

export async function deleteWebhook(
  gateway: GatewayContext,
  { user }: Caller,
  { id }: DeleteWebhook,
): Promise<Answer> {
  const webhook = await gateway.store.read("webhook", { id });
  const gone = new Refusal("not_found", `There is no webhook ${id} that you can see.`, {
    field: "deleteWebhook.id",
  });
  if (!webhook) throw gone;
  const { channel = 0 } = webhook;
  // Whose channel it isn't learns nothing of it.
  if (channel === 0 ? !user.identity.admin : !user.channels.has(channel)) throw gone;
  if (channel !== 0) checkMay(user, channel, "webhooks");
  await gateway.writes.do("deleteWebhook", { id });
  return { case: "done", value: {} };
}
