import type { Database } from "bun:sqlite";

import { type PushKeys, SECRET_NAMES } from "../../secrets.ts";

/** A browser's push subscription (RFC 8030), with its keys (RFC 8291) in base64url. */
export interface PushSubscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Push subscriptions and keys, in the gateway's database. */
export class PushSubscriptions {
  readonly #of;
  readonly #get;
  readonly #keys;

  constructor(chat: Database) {
    this.#of = chat.prepare<PushSubscription, [number]>(
      "SELECT endpoint, p256dh, auth FROM push_subscriptions WHERE user = ? ORDER BY created_at",
    );
    this.#get = chat.prepare<PushSubscription, [string]>(
      "SELECT endpoint, p256dh, auth FROM push_subscriptions WHERE endpoint = ?",
    );
    this.#keys = chat.prepare<{ value: string }, [string]>("SELECT value FROM secrets WHERE name = ?");
  }

  of(user: number): PushSubscription[] {
    return this.#of.all(user);
  }

  /** Undefined if it was removed. */
  get(endpoint: string): PushSubscription | undefined {
    return this.#get.get(endpoint) ?? undefined;
  }

  /** The gateway has made them at its first start. */
  keys(): PushKeys {
    return JSON.parse(this.#keys.get(SECRET_NAMES.pushKeys)?.value ?? "{}") as PushKeys;
  }
}
