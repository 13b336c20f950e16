import type { Event, Message } from "@hubbub/protocol";

import type { LogConsumer } from "../follower/log-consumer.ts";
import type { WorkerContext } from "../worker-context.ts";
import type { WorkerPart } from "../worker-part.ts";
import { digestAt, digestJob } from "./digest-job.ts";
import { KeywordIndex } from "./keyword-index.ts";
import { MAIL_REASONS } from "./mail-reasons.ts";
import { Members } from "./members.ts";
import { NotificationTable } from "./notification-table.ts";
import { notifyAt, pushJob } from "./push-job.ts";
import { reasonToNotify } from "./reason-to-notify.ts";

/** How old the words that users want to be told of may be, in ms. */
const KEYWORDS_MS = 5_000;

/** Tells users of messages while they are away: by web push within seconds, by mail when they haven't read for long. */
export function notifications(worker: WorkerContext): WorkerPart {
  const members = new Members(worker.chat);
  const table = new NotificationTable(worker.own);
  let keywords = new KeywordIndex([]);
  let keywordsAt = 0;

  const usersWithWordIn = (text: string): Set<number> => {
    if (Date.now() - keywordsAt > KEYWORDS_MS) {
      keywords = new KeywordIndex(members.keywords());
      keywordsAt = Date.now();
    }
    return keywords.usersOf(text);
  };

  const messageSent = ({ channel, seq, at, user: author }: Event, message: Message): void => {
    const { mentions, mentionsChannel, mentionsHere, thread, inChannel, text } = message;
    const direct = members.isDirect(channel);
    const facts = { author, direct, mentions, mentionsChannel, mentionsHere, thread, inChannel };
    const everybody = direct || mentionsChannel || mentionsHere;
    for (const member of members.candidates(channel, thread, everybody, mentions, usersWithWordIn(text))) {
      const reason = reasonToNotify(facts, member);
      if (reason === undefined) continue;
      const { user } = member;
      const push = members.isSubscribed(user);
      const minutes = members.user(user)?.mailAfterMinutes ?? 0;
      const mail = minutes > 0 && MAIL_REASONS.has(reason);
      if (!push && !mail) continue;
      table.add({ user, channel, seq, thread, reason, at }, push, mail);
      if (push) notifyAt(worker.jobs, { user, channel }, Date.now() + worker.config.pushDelayMs);
      if (mail) digestAt(worker.jobs, { user }, at + minutes * 60_000);
    }
  };

  const consumer: LogConsumer = {
    name: "notifications",
    begin: "head",
    consume({ channel, events }) {
      for (const event of events) {
        const { body } = event;
        if (body.case === "message" && !body.value.deleted) messageSent(event, body.value);
        else if (body.case === "deleted") table.removeMessage(channel, body.value.seq);
        else if (body.case === "historyRemoved") table.removeBefore(channel, body.value.before);
      }
    },
    reset: (channel) => table.removeChannel(channel),
  };
  const parts = { worker, members, table };
  return { consumer, jobs: { ...pushJob(parts), ...digestJob(parts) } };
}
