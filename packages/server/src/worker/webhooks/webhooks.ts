import type { Event } from "@hubbub/protocol";

import type { LogConsumer } from "../follower/log-consumer.ts";
import { LogReader } from "../follower/log-reader.ts";
import { askLater, type PostedMessage } from "../gateway-calls.ts";
import { GiveUp, type Job, type JobKind } from "../jobs/job-kind.ts";
import type { WorkerContext } from "../worker-context.ts";
import type { WorkerPart } from "../worker-part.ts";
import { deliverWebhook } from "./deliver-webhook.ts";
import { bodyOf, isWanted } from "./webhook-body.ts";
import { WebhookCursors } from "./webhook-cursors.ts";
import { type OutgoingWebhook, WebhookTable } from "./webhook-table.ts";

/** One webhook has something to be told of one channel. */
interface Target {
  webhook: number;
  channel: number;
}

/** Events read, and told, in one run of a job. */
const RUN_EVENTS = 50;
/** How long a run, of which each delivery is a part, may take, in ms. */
const RUN_MS = 60_000;
/** How long one URL may take for its answer, in ms. */
const ANSWER_MS = 10_000;
/** With waits of 5 s, 10 s, … up to 2 hours so many tries take some 24 hours. */
const RETRY_MAX_MS = 2 * 60 * 60_000;
const ATTEMPTS = 23;

/**
 * Outgoing webhooks. The log is their queue: a job for each webhook and channel tells it of the events after its cursor,
 * one after the other, in their order; a try that fails is made again until a day has passed, and then the webhook is
 * turned off.
 */
export function webhooks(worker: WorkerContext): WorkerPart {
  const table = new WebhookTable(worker.chat);
  const cursors = new WebhookCursors(worker.own);
  const reader = new LogReader(worker.chat);

  const addJob = (target: Target): void => {
    const name = `${target.webhook}/${target.channel}`;
    // While one runs, the next one waits behind it.
    worker.jobs.add({ kind: "webhook", key: name, lane: name, payload: target });
  };

  const consumer: LogConsumer = {
    name: "webhooks",
    begin: "head",
    consume({ channel, events }) {
      for (const webhook of table.of(channel)) {
        const wanted = events.filter((event) => isWanted(webhook, event));
        const [first, last] = [wanted[0], wanted.at(-1)];
        if (first === undefined || last === undefined) continue;
        cursors.extend(webhook.id, channel, first.seq, last.seq);
        addJob({ webhook: webhook.id, channel });
      }
    },
    reset: (channel) => cursors.removeChannel(channel),
  };

  /** Tells of one event, and posts what comes back. */
  async function tell(webhook: OutgoingWebhook, event: Event, signal: AbortSignal): Promise<void> {
    const body = bodyOf(webhook, event, table);
    if (body === undefined) return;
    const id = `evt_${webhook.id}_${event.channel}_${event.seq}`;
    const privateAllowed = worker.config.privateWebhooks && webhook.byAdmin;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    const answer = await deliverWebhook(webhook, id, body, privateAllowed, limit);
    if (answer === undefined) return;
    // The id is the same for every try, so that the answer is posted once.
    const message: PostedMessage = {
      channel: event.channel,
      user: webhook.user,
      alias: webhook.name,
      text: answer,
      thread: event.body.case === "message" ? event.body.value.thread : 0,
      clientId: id,
    };
    askLater(worker.jobs, "post-message", message);
  }

  async function run({ payload }: Job<Target>, signal: AbortSignal): Promise<void> {
    const { channel } = payload;
    const webhook = table.get(payload.webhook);
    const cursor = cursors.get(payload.webhook, channel);
    if (cursor === undefined) return;
    if (webhook === undefined) return cursors.remove(payload.webhook, channel);
    const events = reader.after(channel, cursor.seq, RUN_EVENTS).filter(({ seq }) => seq <= cursor.until);
    for (const [told, event] of events.entries()) {
      try {
        if (isWanted(webhook, event)) await tell(webhook, event, signal);
      } catch (error) {
        if (told === 0 || error instanceof GiveUp) throw error;
        // Some were told: the tries of the next one are counted anew.
        return addJob(payload);
      }
      cursors.told(webhook.id, channel, event.seq);
    }
    if (!cursors.removeDone(webhook.id, channel)) addJob(payload);
  }

  const job: JobKind<Target> = {
    concurrency: 8,
    timeoutMs: RUN_MS,
    backoff: { firstMs: worker.config.webhookRetryMs, maxMs: RETRY_MAX_MS },
    attempts: ATTEMPTS,
    run,
    gaveUp({ payload }, { message }) {
      cursors.remove(payload.webhook, payload.channel);
      askLater(worker.jobs, "disable-webhook", { webhook: payload.webhook, reason: message });
    },
  };
  return { consumer, jobs: { webhook: job } };
}
