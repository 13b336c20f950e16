import type { Init, Webhook, WebhookKind } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { all, first, run, type Steps } from "../../sql/steps.ts";
import { checkStillIn } from "../channels/still-in.ts";

/** Webhooks of one channel, at most. */
const PER_CHANNEL = 50;

export interface NewWebhook {
  /** 0: all public channels (outgoing). */
  channel: number;
  kind: WebhookKind;
  name: string;
  url: string;
  triggerWords: readonly string[];
  allEvents: boolean;
  slackFormat: boolean;
  secret: string;
  user: number;
  at: number;
}

export function* createWebhook(webhook: NewWebhook): Steps<Init<Webhook>> {
  const { channel, kind, name, url, triggerWords, allEvents, slackFormat, secret, user, at } = webhook;
  if (channel !== 0) yield* checkStillIn({ channel, by: user });
  const there = yield* all("SELECT id FROM webhooks WHERE channel = ?1", channel);
  if (there.length >= PER_CHANNEL) {
    const message = `A channel has ${PER_CHANNEL} webhooks at most: delete one first.`;
    throw new Refusal("too_large", message, { field: "createWebhook.channel", limit: PER_CHANNEL });
  }
  const row = yield* first<{ id: number }>(
    `INSERT INTO webhooks (channel, kind, name, url, trigger_words, all_events, slack_format, secret, user, created_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id`,
    channel,
    kind,
    name,
    url,
    JSON.stringify(triggerWords),
    Number(allEvents),
    Number(slackFormat),
    secret,
    user,
    at,
  );
  if (!row) throw new Error("a webhook was not made");
  const told = { triggerWords, allEvents, slackFormat };
  return { id: row.id, channel, kind, name, url, ...told, secret, user, createdAt: at };
}

interface RawWebhook {
  id: number;
  channel: number;
  kind: number;
  name: string;
  url: string;
  trigger_words: string;
  all_events: number;
  slack_format: number;
  user: number;
  created_at: number;
  disabled: number;
}

const COLUMNS =
  "id, channel, kind, name, url, trigger_words, all_events, slack_format, user, created_at, disabled";

/** Webhooks of a channel, without their secrets. */
export function* webhooks({ channel }: { channel: number }): Steps<Init<Webhook>[]> {
  const rows = yield* all<RawWebhook>(
    `SELECT ${COLUMNS} FROM webhooks WHERE channel = ?1 ORDER BY id`,
    channel,
  );
  return rows.map(toWebhook);
}

export function* webhook({ id }: { id: number }): Steps<Init<Webhook> | undefined> {
  const row = yield* first<RawWebhook>(`SELECT ${COLUMNS} FROM webhooks WHERE id = ?1`, id);
  return row && toWebhook(row);
}

/** The incoming webhook whose path ends so, if the account of who made it is not disabled. */
export function* incomingWebhook({ secret }: { secret: string }): Steps<Init<Webhook> | undefined> {
  const row = yield* first<RawWebhook>(
    `SELECT ${COLUMNS} FROM webhooks WHERE kind = 1 AND secret = ?1 AND disabled = 0
     AND user NOT IN (SELECT users.id FROM users WHERE users.disabled = 1)`,
    secret,
  );
  return row && toWebhook(row);
}

export function* deleteWebhook({ id }: { id: number }): Steps<void> {
  yield* run("DELETE FROM webhooks WHERE id = ?1", id);
}

function toWebhook({
  kind,
  trigger_words,
  all_events,
  slack_format,
  created_at,
  disabled,
  ...rest
}: RawWebhook): Init<Webhook> {
  return {
    ...rest,
    kind: kind as WebhookKind,
    triggerWords: JSON.parse(trigger_words) as string[],
    allEvents: all_events !== 0,
    slackFormat: slack_format !== 0,
    createdAt: created_at,
    disabled: disabled !== 0,
  };
}
