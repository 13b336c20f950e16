import type { Account, AccountStore } from "../accounts/account-store.ts";
import { TICKETS_KEPT } from "../accounts/ticket-store.ts";
import { hashCode, makeCode } from "../one-time-code.ts";
import { TICKET_MS } from "../tokens/tickets.ts";

/** What the ticket of such a code carries: the address that it was mailed to, if it was. */
export interface PasswordReset {
  email?: string;
}

/** A one-time code for another password of the account; earlier ones are void. One that is mailed is good as long as the address is the account's. */
export async function issuePasswordReset(
  store: AccountStore,
  { id }: Pick<Account, "id">,
  now: number,
  data: PasswordReset = {},
): Promise<string> {
  const code = makeCode();
  const expiresAt = now + TICKET_MS["password-reset"];
  const ticket = { purpose: "password-reset", account: id, data: JSON.stringify(data), expiresAt } as const;
  await store.tickets.put(hashCode(code), ticket, { latest: true, keep: TICKETS_KEPT });
  return code;
}
