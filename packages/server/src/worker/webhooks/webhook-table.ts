import type { Database } from "bun:sqlite";

/** WebhookKind.OUTGOING of the protocol, and ChannelKind.PUBLIC. */
const OUTGOING = 2;
const PUBLIC = 1;

/** An outgoing webhook that is turned on. */
export interface OutgoingWebhook {
  id: number;
  /** 0: all public channels. */
  channel: number;
  name: string;
  url: string;
  /** None: every message. */
  triggerWords: readonly string[];
  allEvents: boolean;
  /** As a form, with Slack's names. */
  slackFormat: boolean;
  secret: string;
  /** Who made it, and whether they are an administrator. */
  user: number;
  byAdmin: boolean;
}

interface WebhookRow extends Omit<OutgoingWebhook, "triggerWords" | "allEvents" | "slackFormat" | "byAdmin"> {
  trigger_words: string;
  all_events: number;
  slack_format: number;
  by_admin: number | null;
}

/** The webhooks, and the names that they tell, in the gateway's database. */
export class WebhookTable {
  readonly #of;
  readonly #get;
  readonly #channelName;
  readonly #userName;

  constructor(chat: Database) {
    const select = `SELECT webhooks.id, channel, webhooks.name, url, trigger_words, all_events, slack_format,
        secret, user, users.admin AS by_admin
      FROM webhooks LEFT JOIN users ON users.id = webhooks.user
      WHERE kind = ${OUTGOING} AND webhooks.disabled = 0 AND coalesce(users.disabled, 0) = 0`;
    this.#of = chat.prepare<WebhookRow, [number]>(
      `${select} AND (channel = ?1
         OR channel = 0 AND (SELECT kind FROM channels WHERE channels.id = ?1) = ${PUBLIC})`,
    );
    this.#get = chat.prepare<WebhookRow, [number]>(`${select} AND webhooks.id = ?`);
    this.#channelName = chat.prepare<{ name: string | null }, [number]>(
      "SELECT name FROM channels WHERE id = ?",
    );
    this.#userName = chat.prepare<{ name: string }, [number]>("SELECT name FROM users WHERE id = ?");
  }

  /** Those that a channel's events go to. */
  of(channel: number): OutgoingWebhook[] {
    return this.#of.all(channel).map(toWebhook);
  }

  /** Undefined if it is gone or turned off, or the account of who made it is disabled. */
  get(id: number): OutgoingWebhook | undefined {
    const row = this.#get.get(id);
    return row ? toWebhook(row) : undefined;
  }

  channelName(id: number): string {
    return this.#channelName.get(id)?.name ?? "";
  }

  userName(id: number): string {
    return this.#userName.get(id)?.name ?? "";
  }
}

function toWebhook({
  trigger_words,
  all_events,
  slack_format,
  by_admin,
  ...rest
}: WebhookRow): OutgoingWebhook {
  return {
    ...rest,
    triggerWords: JSON.parse(trigger_words) as string[],
    allEvents: all_events !== 0,
    slackFormat: slack_format !== 0,
    byAdmin: by_admin === 1,
  };
}
