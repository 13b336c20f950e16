import type { WorkerContext } from "../worker-context.ts";
import type { WorkerPart } from "../worker-part.ts";
import { codeMail } from "./code-mail.ts";
import { MAIL_JOB } from "./mail.ts";

/** How often the accounts service is asked for codes that are due, in ms. */
const POLL_MS = 2_000;

/** Mails the codes by which owners of accounts show that an address is theirs, and set another password. */
export function accountMails({ config, accounts, jobs, log, publicUrl }: WorkerContext): WorkerPart {
  if (accounts === undefined || config.smtpUrl === undefined) return {};
  const stop = new AbortController();
  let failing = false;
  const poll = async (): Promise<void> => {
    try {
      for (const code of await accounts.takeEmailCodes(stop.signal)) {
        jobs.add({ kind: MAIL_JOB, payload: codeMail(code, publicUrl) });
      }
      failing = false;
    } catch (error) {
      if (!failing && !stop.signal.aborted)
        log.warn({ err: error }, "no codes to mail could be fetched; trying on");
      failing = true;
    }
    if (!stop.signal.aborted) timer = setTimeout(poll, POLL_MS);
  };
  let timer = setTimeout(poll, 0);
  return {
    close() {
      stop.abort();
      clearTimeout(timer);
    },
  };
}
