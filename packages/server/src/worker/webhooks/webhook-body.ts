import type { Event } from "@hubbub/protocol";

import { triggerWord } from "./trigger-word.ts";
import type { OutgoingWebhook } from "./webhook-table.ts";

/** The names that a webhook's body tells. */
export interface Names {
  channelName(id: number): string;
  userName(id: number): string;
}

export interface WebhookBody {
  contentType: string;
  text: string;
}

/**
 * Whether a webhook is told of an event. What is shown under another name (posted by a webhook, imported) is not told,
 * so that two services can't answer each other for ever; nor is what was deleted by now.
 */
export function isWanted(webhook: OutgoingWebhook, { body }: Event): boolean {
  if (body.case === "message") {
    const { deleted, alias, text } = body.value;
    if (deleted || alias !== undefined) return false;
    return webhook.triggerWords.length === 0 || triggerWord(webhook.triggerWords, text) !== undefined;
  }
  // The text of an edit goes with its message.
  if (body.case === "edited" && body.value.text === "") return false;
  return webhook.allEvents && typeOf(body.case) !== undefined;
}

/** What is POSTed of an event. In Slack's format messages only; undefined for others. */
export function bodyOf(webhook: OutgoingWebhook, event: Event, names: Names): WebhookBody | undefined {
  return webhook.slackFormat ? slackForm(webhook, event, names) : json(webhook, event, names);
}

const TYPES: Partial<Record<NonNullable<Event["body"]["case"]>, string>> = {
  message: "message.created",
  edited: "message.edited",
  deleted: "message.deleted",
  reactionAdded: "reaction.added",
  reactionRemoved: "reaction.removed",
};

function typeOf(bodyCase: Event["body"]["case"]): string | undefined {
  return bodyCase && TYPES[bodyCase];
}

function json(webhook: OutgoingWebhook, event: Event, names: Names): WebhookBody {
  const { channel, seq, at, user } = event;
  const data = {
    channel: { id: channel, name: names.channelName(channel) },
    seq,
    user: { id: user, name: names.userName(user) },
    ...details(webhook, event),
  };
  const text = JSON.stringify({
    type: typeOf(event.body.case),
    timestamp: new Date(at).toISOString(),
    data,
  });
  return { contentType: "application/json", text };
}

function details(webhook: OutgoingWebhook, { body }: Event): object {
  switch (body.case) {
    case "message": {
      const { text, thread, mentions, files } = body.value;
      return {
        text,
        thread: thread || undefined,
        mentions,
        files: files.map(({ id, name, type, size }) => ({ id, name, type, size })),
        trigger_word: triggerWord(webhook.triggerWords, text),
      };
    }
    case "edited":
      return { message: body.value.seq, text: body.value.text };
    case "deleted":
      return { message: body.value.seq };
    case "reactionAdded":
    case "reactionRemoved":
      return { message: body.value.seq, emoji: body.value.emoji };
    default:
      return {};
  }
}

/** The form of Slack's outgoing webhooks (https://api.slack.com/legacy/custom-integrations/outgoing-webhooks). */
function slackForm(
  webhook: OutgoingWebhook,
  { channel, at, user, seq, body }: Event,
  names: Names,
): WebhookBody | undefined {
  if (body.case !== "message") return undefined;
  const form = new URLSearchParams({
    token: webhook.secret,
    team_id: "hubbub",
    team_domain: "hubbub",
    channel_id: String(channel),
    channel_name: names.channelName(channel),
    timestamp: `${Math.floor(at / 1000)}.${String(seq).padStart(6, "0")}`,
    user_id: String(user),
    user_name: names.userName(user),
    text: body.value.text,
    trigger_word: triggerWord(webhook.triggerWords, body.value.text) ?? "",
  });
  return { contentType: "application/x-www-form-urlencoded", text: form.toString() };
}
