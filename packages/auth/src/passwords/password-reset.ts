import type { Account, AccountStore } from "../accounts/account-store.ts";
import { TICKETS_KEPT } from "../accounts/ticket-store.ts";
import { hashCode, makeCode } from "../one-time-code.ts";
import { TICKET_MS } from "../tokens/tickets.ts";

/** A one-time code for another password of the account; earlier ones are void. */
export async function issuePasswordReset(store: AccountStore, { id }: Account, now: number): Promise<string> {
  const code = makeCode();
  const expiresAt = now + TICKET_MS["password-reset"];
  const ticket = { purpose: "password-reset", account: id, data: "{}", expiresAt } as const;
  await store.tickets.put(hashCode(code), ticket, { latest: true, keep: TICKETS_KEPT });
  return code;
}
