import { LogReader } from "../follower/log-reader.ts";
import { askLater } from "../gateway-calls.ts";
import type { JobKind } from "../jobs/job-kind.ts";
import type { JobQueue } from "../jobs/job-queue.ts";
import { PushSubscriptions } from "../push/push-subscriptions.ts";
import { sendPush, SubscriptionGone } from "../push/send-push.ts";
import type { WorkerContext } from "../worker-context.ts";
import { isQuiet } from "./is-quiet.ts";
import type { Members, NotifiedUser } from "./members.ts";
import type { Notification, NotificationTable } from "./notification-table.ts";
import { pushText } from "./push-text.ts";
import type { Reason } from "./reason-to-notify.ts";

/** What the jobs of notifications work with. */
export interface NotificationParts {
  worker: WorkerContext;
  members: Members;
  table: NotificationTable;
}

/** A user has something to be told of in one channel. */
export interface Notify {
  user: number;
  channel: number;
}

/** Decides then what of the channel the user is pushed, once, however many messages there are. */
export function notifyAt(jobs: JobQueue, payload: Notify, runAt: number): void {
  const key = `${payload.user}/${payload.channel}`;
  // One after the other: two at a time would push the same twice.
  jobs.add({ kind: "notify", key, lane: key, payload, runAt });
}

/** One subscription is told of a message, the newest of so many. */
interface Push {
  endpoint: string;
  user: number;
  channel: number;
  seq: number;
  thread: number;
  reason: Reason;
  count: number;
}

/** What the gateway knows of a user's connections. */
interface Activity {
  online: boolean;
  /** For how many ms the user has done nothing; null: nothing since the gateway's start. */
  idleMs: number | null;
}

/** A user who is there all the time without reading is not pushed what is older than this, in ms. */
const TOO_LATE_MS = 10 * 60_000;
const URGENT: ReadonlySet<Reason> = new Set(["mention", "direct"]);
const ANSWER_MS = 15_000;

function mayNotDisturb(user: NotifiedUser): boolean {
  return user.doNotDisturb || isQuiet(user, user.timezone, Date.now());
}

/**
 * Push in two steps: `notify` decides, once for a user and a channel, whether what came in the last seconds has to be
 * pushed still; `push` sends it to one subscription, and tries again for itself.
 */
export function pushJob({ worker, members, table }: NotificationParts) {
  const { jobs, gateway, config } = worker;
  const subscriptions = new PushSubscriptions(worker.chat);
  const reader = new LogReader(worker.chat);

  /** What the user hasn't read, of what was to be pushed. */
  const unread = ({ user, channel }: Notify): Notification[] =>
    table.toPush(user, channel).filter(({ seq, thread }) => !members.hasRead(user, channel, seq, thread));

  const notify: JobKind<Notify> = {
    concurrency: 8,
    timeoutMs: ANSWER_MS,
    backoff: { firstMs: 1_000, maxMs: 30_000 },
    attempts: 10,
    async run({ payload }) {
      const { user, channel } = payload;
      const all = table.toPush(user, channel);
      const last = all.at(-1);
      if (last === undefined) return;
      const profile = members.user(user);
      if (unread(payload).length === 0 || !profile || mayNotDisturb(profile)) {
        return table.pushed(user, channel, last.seq);
      }
      const { online, idleMs } = (await gateway.ask("activity", { user })) as Activity;
      const waiting = unread(payload).filter(({ reason }) => reason !== "here" || online);
      const newest = waiting.at(-1);
      const goneInMs = idleMs === null ? 0 : config.activeMs - idleMs;
      if (newest !== undefined && goneInMs > 0 && Date.now() - newest.at < TOO_LATE_MS) {
        return notifyAt(jobs, payload, Date.now() + goneInMs);
      }
      if (newest !== undefined && goneInMs <= 0) {
        const { seq, thread, reason } = newest;
        for (const { endpoint } of subscriptions.of(user)) {
          const push: Push = { endpoint, user, channel, seq, thread, reason, count: waiting.length };
          jobs.add({ kind: "push", payload: push });
        }
      }
      table.pushed(user, channel, Math.max(last.seq, newest?.seq ?? 0));
    },
  };

  const push: JobKind<Push> = {
    concurrency: 16,
    timeoutMs: ANSWER_MS,
    backoff: { firstMs: 5_000, maxMs: 10 * 60_000 },
    attempts: 12,
    async run({ payload }, signal) {
      const { endpoint, user, channel, seq, thread } = payload;
      const subscription = subscriptions.get(endpoint);
      const [event] = reader.after(channel, seq - 1, 1);
      if (!subscription || event?.seq !== seq) return;
      if (event.body.case !== "message" || event.body.value.deleted) return;
      if (members.hasRead(user, channel, seq, thread)) return;
      const message = {
        text: pushText(payload, event, event.body.value, members),
        urgency: URGENT.has(payload.reason) ? ("high" as const) : ("normal" as const),
        topic: `channel-${channel}`,
        contact: worker.contact,
      };
      const privateAllowed = config.privatePushHosts.includes(new URL(endpoint).host);
      try {
        await sendPush(subscription, message, subscriptions.keys(), privateAllowed, signal);
      } catch (error) {
        if (!(error instanceof SubscriptionGone)) throw error;
        askLater(jobs, "forget-push", { endpoint });
      }
    },
  };
  return { notify, push };
}
