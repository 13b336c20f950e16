import type { Migration } from "../schema.ts";

/** Webhooks, push subscriptions, and what finds members who want to be notified. */
export const INTEGRATIONS_V2: readonly Migration[] = [
  `CREATE TABLE push_subscriptions (
     endpoint TEXT PRIMARY KEY,
     user INTEGER NOT NULL,
     p256dh TEXT NOT NULL,
     auth TEXT NOT NULL,
     created_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX push_subscriptions_by_user ON push_subscriptions (user, created_at);

   CREATE TABLE webhooks (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     -- 0, of an outgoing one: all public channels.
     channel INTEGER NOT NULL,
     -- A WebhookKind of the protocol.
     kind INTEGER NOT NULL,
     name TEXT NOT NULL,
     url TEXT NOT NULL,
     -- A JSON array.
     trigger_words TEXT NOT NULL,
     all_events INTEGER NOT NULL,
     slack_format INTEGER NOT NULL DEFAULT 0,
     -- Of an incoming one: what stands in its path. Of an outgoing one: the key of its signatures.
     secret TEXT NOT NULL,
     user INTEGER NOT NULL,
     created_at INTEGER NOT NULL,
     disabled INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX webhooks_by_channel ON webhooks (channel, kind);
   CREATE INDEX webhooks_by_secret ON webhooks (secret) WHERE kind = 1;

   CREATE INDEX members_wanting_all ON members (channel, user) WHERE level = 1;
   CREATE INDEX users_with_keywords ON users (id) WHERE json_array_length(preferences, '$.keywords') > 0;`,
];
