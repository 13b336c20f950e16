import { createHash, randomInt } from "node:crypto";

import { TICKETS_KEPT, type TicketStore } from "../accounts/ticket-store.ts";
import { TICKET_MS } from "../tokens/tickets.ts";

/** What the ticket of a code carries: the address that it was made for. */
export interface EmailCode {
  email: string;
}

const DIGITS = 8;

/** A code to be sent to the account's address; earlier ones are void. Tries are limited, so digits will do. */
export async function issueEmailCode(
  tickets: TicketStore,
  { id, email }: { id: number; email: string },
  now: number,
): Promise<string> {
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, "0");
  const data: EmailCode = { email };
  const expiresAt = now + TICKET_MS.email;
  const ticket = { purpose: "email", account: id, data: JSON.stringify(data), expiresAt } as const;
  await tickets.put(hashEmailCode(id, code), ticket, { latest: true, keep: TICKETS_KEPT });
  return code;
}

/** SHA-256, with the account, since two accounts may have the same code. */
export function hashEmailCode(account: number, code: string): Uint8Array {
  const digits = code.replaceAll(/\D/g, "");
  return new Uint8Array(createHash("sha256").update(`${account}:${digits}`).digest());
}
