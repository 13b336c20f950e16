import { issueEmailCode } from "../../email/email-code.ts";
import { checkInternalKey } from "../../http/internal-key.ts";
import { answer, type Route } from "../../http/route.ts";
import { TICKET_MS } from "../../tokens/tickets.ts";

/** Codes of one answer, at most. */
const CODES_MAX = 100;

/**
 * POST /auth/internal/email-codes: makes the codes that are due, for the process that sends mail. Each is given once: one
 * that was not sent comes again when the account's owner sets the address again.
 */
export const emailCodes: Route = async (ctx, { request }) => {
  checkInternalKey(ctx, request);
  const due = await ctx.store.emails.takeDue(CODES_MAX);
  const codes = [];
  for (const account of due) {
    codes.push({ ...account, code: await issueEmailCode(ctx.store.tickets, account, ctx.now()) });
  }
  return answer({ codes, expires_in: TICKET_MS.email / 1000, more: due.length === CODES_MAX });
};
