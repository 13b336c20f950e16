import { issueEmailCode } from "../../email/email-code.ts";
import { checkInternalKey } from "../../http/internal-key.ts";
import { answer, type Route } from "../../http/route.ts";
import { issuePasswordReset } from "../../passwords/password-reset.ts";
import { TICKET_MS } from "../../tokens/tickets.ts";

/** Codes of each kind in one answer, at most. */
const CODES_MAX = 100;

/**
 * POST /auth/internal/email-codes: makes the codes that are due, for the process that sends mail, of the kind "email" to verify the
 * address, and "password" to set another password. Each is given once: one that was not sent comes again when the account's
 * owner sets the address again, or says again that the password is forgotten.
 */
export const emailCodes: Route = async (ctx, { request }) => {
  checkInternalKey(ctx, request);
  ctx.mail.asked();
  const { emails, tickets } = ctx.store;
  const codes = [];
  const unverified = await emails.takeDue(CODES_MAX);
  for (const to of unverified) {
    codes.push({ kind: "email", ...to, code: await issueEmailCode(tickets, to, ctx.now()) });
  }
  const forgetful = await emails.takePasswordMailsDue(CODES_MAX);
  for (const to of forgetful) {
    const code = await issuePasswordReset(ctx.store, to, ctx.now(), { email: to.email });
    codes.push({ kind: "password", ...to, code });
  }
  const more = unverified.length === CODES_MAX || forgetful.length === CODES_MAX;
  return answer({ codes, expires_in: TICKET_MS.email / 1000, more });
};
