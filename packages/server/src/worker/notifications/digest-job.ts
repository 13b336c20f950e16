import { SECRET_NAMES } from "../../secrets.ts";
import { unsubscribeUrl } from "../../unsubscribe-url.ts";
import { LogReader } from "../follower/log-reader.ts";
import type { JobKind } from "../jobs/job-kind.ts";
import type { JobQueue } from "../jobs/job-queue.ts";
import { type Mail, MAIL_JOB } from "../mail/mail.ts";
import { digestMail, type DigestMessage } from "./digest-mail.ts";
import type { Notification } from "./notification-table.ts";
import type { NotificationParts } from "./push-job.ts";

export interface Digest {
  user: number;
}

/** Looks then what there is to be mailed. */
export function digestAt(jobs: JobQueue, payload: Digest, runAt: number): void {
  const key = String(payload.user);
  jobs.add({ kind: "digest", key, lane: key, payload, runAt });
}

const ANSWER_MS = 15_000;

/**
 * Mails a user what was said to them and they haven't read for as many minutes as they want, at most once in as many
 * minutes. What they read meanwhile, on whatever device, is not mailed.
 */
export function digestJob({ worker, members, table }: NotificationParts) {
  const reader = new LogReader(worker.chat);
  const secrets = worker.chat.prepare<{ value: string }, [string]>(
    "SELECT value FROM secrets WHERE name = ?",
  );

  /** The message as it is now; undefined if it was deleted. */
  const messageOf = ({ channel, seq, reason }: Notification): DigestMessage | undefined => {
    const [event] = reader.after(channel, seq - 1, 1);
    if (event?.seq !== seq || event.body.case !== "message" || event.body.value.deleted) return undefined;
    const { alias, text, files } = event.body.value;
    const author = alias?.name ?? members.user(event.user)?.name ?? "";
    const shown = text || files.map(({ name }) => name).join(", ");
    return { author, channel, channelName: members.channelName(channel), at: event.at, reason, text: shown };
  };

  const digest: JobKind<Digest> = {
    concurrency: 4,
    timeoutMs: ANSWER_MS,
    backoff: { firstMs: 10_000, maxMs: 60 * 60_000 },
    attempts: 12,
    async run({ payload: { user } }, signal) {
      const { accounts } = worker;
      const profile = members.user(user);
      const waitMs = (profile?.mailAfterMinutes ?? 0) * 60_000;
      const unread = table
        .toMail(user)
        .filter(({ channel, seq, thread }) => !members.hasRead(user, channel, seq, thread));
      const [oldest] = unread;
      if (!profile || !accounts || waitMs === 0 || oldest === undefined) return table.mailed(user);
      const dueAt = Math.max(oldest.at, table.lastDigest(user)) + waitMs;
      if (dueAt > Date.now()) {
        return digestAt(worker.jobs, { user }, dueAt);
      }
      const to = await accounts.emailOf(user, signal);
      const messages = unread.map(messageOf).filter((message) => message !== undefined);
      if (to === undefined || messages.length === 0) return table.mailed(user);
      const key = secrets.get(SECRET_NAMES.unsubscribeKey)?.value ?? "";
      const unsubscribe = unsubscribeUrl(worker.publicUrl, key, user);
      const mail: Mail = { to, ...digestMail(profile, messages, worker.publicUrl, unsubscribe) };
      worker.own.transaction(() => {
        worker.jobs.add({ kind: MAIL_JOB, payload: mail });
        table.setDigest(user, Date.now());
        table.mailed(user);
      })();
    },
  };
  return { digest };
}
