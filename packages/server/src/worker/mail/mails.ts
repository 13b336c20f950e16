import { createTransport } from "nodemailer";

import { Refusal } from "../../errors.ts";
import { GiveUp, type JobKind } from "../jobs/job-kind.ts";
import type { WorkerContext } from "../worker-context.ts";
import type { WorkerPart } from "../worker-part.ts";
import { type Mail, MAIL_JOB } from "./mail.ts";

/** How long a mail server may take, in ms. */
const ANSWER_MS = 30_000;
/** Mails under way at a time. */
const CONNECTIONS = 2;

/**
 * The one place that mails leave from: POST /mail, and jobs of this kind. A mail that isn't taken is tried again for some
 * hours, one that is refused for good (5xx, RFC 5321) is given up.
 */
export function mails({ config, jobs, contact }: WorkerContext): WorkerPart {
  const { smtpUrl, mailFrom } = config;
  const transport =
    smtpUrl === undefined
      ? undefined
      : createTransport(
          {
            url: smtpUrl,
            pool: true,
            maxConnections: CONNECTIONS,
            connectionTimeout: ANSWER_MS,
            greetingTimeout: ANSWER_MS,
            socketTimeout: ANSWER_MS,
            disableFileAccess: true,
            disableUrlAccess: true,
          },
          { from: mailFrom ?? contact.replace(/^mailto:/, "") },
        );

  const job: JobKind<Mail> = {
    concurrency: CONNECTIONS,
    timeoutMs: 2 * ANSWER_MS,
    backoff: { firstMs: 10_000, maxMs: 60 * 60_000 },
    attempts: 12,
    async run({ payload }) {
      if (transport === undefined) throw new GiveUp("the server sends no mail: it has no --smtp-url");
      try {
        await transport.sendMail(payload);
      } catch (error) {
        const code = (error as { responseCode?: number }).responseCode ?? 0;
        if (code >= 500) throw new GiveUp(`the mail server answered ${code}`);
        throw error;
      }
    },
  };
  return {
    jobs: { [MAIL_JOB]: job },
    routes: {
      "/mail": (body) => {
        if (transport === undefined) {
          throw new Refusal("unavailable", "This server sends no mail: start it with --smtp-url.");
        }
        jobs.add({ kind: MAIL_JOB, payload: body as Mail });
      },
    },
    close: () => transport?.close(),
  };
}
