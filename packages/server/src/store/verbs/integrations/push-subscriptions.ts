import { run, type Steps } from "../../sql/steps.ts";

/** Subscriptions of one user; past it the oldest goes. */
const SUBSCRIPTIONS_MAX = 20;

export interface NewPushSubscription {
  user: number;
  endpoint: string;
  p256dh: string;
  auth: string;
  at: number;
}

/** A browser belongs to who subscribed in it last. */
export function* registerPush({ user, endpoint, p256dh, auth, at }: NewPushSubscription): Steps<void> {
  yield* run(
    `INSERT INTO push_subscriptions (endpoint, user, p256dh, auth, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (endpoint) DO UPDATE SET user = excluded.user, p256dh = excluded.p256dh, auth = excluded.auth,
       created_at = excluded.created_at`,
    endpoint,
    user,
    p256dh,
    auth,
    at,
  );
  yield* run(
    `DELETE FROM push_subscriptions WHERE user = ?1 AND endpoint NOT IN
       (SELECT endpoint FROM push_subscriptions WHERE user = ?1 ORDER BY created_at DESC LIMIT ?2)`,
    user,
    SUBSCRIPTIONS_MAX,
  );
}

/** Of this user only. */
export function* unregisterPush(args: { user: number; endpoint: string }): Steps<void> {
  yield* run("DELETE FROM push_subscriptions WHERE endpoint = ?1 AND user = ?2", args.endpoint, args.user);
}

/** The push service knows it no more. */
export function* forgetPush(args: { endpoint: string }): Steps<void> {
  yield* run("DELETE FROM push_subscriptions WHERE endpoint = ?1", args.endpoint);
}
