import { createHash, randomBytes } from "node:crypto";

import { type TicketPurpose, TICKETS_KEPT, type TicketStore } from "../accounts/ticket-store.ts";
import { AuthError } from "../errors.ts";

/** How long a ticket of each purpose is good, in ms. */
export const TICKET_MS = {
  "second-factor": 5 * 60_000,
  "passkey-registration": 5 * 60_000,
  "passkey-login": 5 * 60_000,
  "sso-start": 10 * 60_000,
  "sso-exchange": 5 * 60_000,
  "password-reset": 24 * 60 * 60_000,
  email: 24 * 60 * 60_000,
} as const satisfies Record<TicketPurpose, number>;

/** What a ticket carries from one request to the next. */
export interface TicketContent<T> {
  account: number | undefined;
  data: T;
}

/** Tickets whose secret is 256 random bits, given out as base64url. */
export class Tickets {
  readonly #store: TicketStore;

  constructor(store: TicketStore) {
    this.#store = store;
  }

  /** The new ticket's text. */
  async issue(
    purpose: TicketPurpose,
    { account, data }: TicketContent<unknown>,
    now: number,
  ): Promise<string> {
    const text = randomBytes(32).toString("base64url");
    const expiresAt = now + TICKET_MS[purpose];
    const ticket = { purpose, account, data: JSON.stringify(data), expiresAt };
    await this.#store.put(hashOf(text), ticket, { latest: false, keep: TICKETS_KEPT });
    return text;
  }

  /** Leaves the ticket good; throws token_invalid, naming `field`, if it has ended or was used. */
  async look<T>(
    purpose: TicketPurpose,
    text: string,
    now: number,
    field = "ticket",
  ): Promise<TicketContent<T>> {
    const ticket = await this.#store.look(purpose, hashOf(text), now);
    if (!ticket) throw ended(field);
    return { account: ticket.account, data: JSON.parse(ticket.data) as T };
  }

  /** Uses the ticket up; throws as `look` does. */
  async take<T>(
    purpose: TicketPurpose,
    text: string,
    now: number,
    field = "ticket",
  ): Promise<TicketContent<T>> {
    const ticket = await this.#store.take(purpose, hashOf(text), now);
    if (!ticket) throw ended(field);
    return { account: ticket.account, data: JSON.parse(ticket.data) as T };
  }
}

function hashOf(text: string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(text).digest());
}

function ended(field: string): AuthError {
  return new AuthError("token_invalid", `${field}: it has ended or was used. Begin again.`, { field });
}
