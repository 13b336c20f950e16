import { first, run } from "@hubbub/sql";

import type { Ticket, TicketPurpose, TicketStore } from "../ticket-store.ts";
import type { AccountsDatabase } from "./accounts-database.ts";
import { type Steps, take } from "./steps.ts";

interface TicketRow {
  account: number | null;
  data: string;
  expires_at: number;
}

/** See TicketStore. */
export class SqlTickets implements TicketStore {
  constructor(private readonly database: AccountsDatabase) {}

  put(hash: Uint8Array, ticket: Ticket, options: { latest: boolean; keep: number }): Promise<void> {
    return this.database.write(() => put(hash, ticket, options));
  }

  look(purpose: TicketPurpose, hash: Uint8Array, now: number): Promise<Ticket | undefined> {
    return this.database.read(function* () {
      const row = yield* first<TicketRow>(
        "SELECT account, data, expires_at FROM tickets WHERE purpose = ?1 AND hash = ?2 AND expires_at > ?3",
        purpose,
        hash,
        now,
      );
      return row && toTicket(purpose, row);
    });
  }

  take(purpose: TicketPurpose, hash: Uint8Array, now: number): Promise<Ticket | undefined> {
    return this.database.write(function* () {
      const row = yield* first<TicketRow>(
        "DELETE FROM tickets WHERE purpose = ?1 AND hash = ?2 RETURNING account, data, expires_at",
        purpose,
        hash,
      );
      return row && row.expires_at > now ? toTicket(purpose, row) : undefined;
    });
  }
}

function* put(
  hash: Uint8Array,
  { purpose, account, data, expiresAt }: Ticket,
  { latest, keep }: { latest: boolean; keep: number },
): Steps<void> {
  if (latest && account !== undefined) {
    yield* take({ on: "account", id: account });
    yield* run("DELETE FROM tickets WHERE purpose = ?1 AND account = ?2", purpose, account);
  }
  yield* run(
    "INSERT INTO tickets (hash, purpose, account, data, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    hash,
    purpose,
    account ?? null,
    data,
    expiresAt,
  );
  yield* run(
    `DELETE FROM tickets WHERE purpose = ?1 AND id <=
       (SELECT id FROM tickets WHERE purpose = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
    purpose,
    keep,
  );
}

function toTicket(purpose: TicketPurpose, { account, data, expires_at }: TicketRow): Ticket {
  return { purpose, account: account ?? undefined, data, expiresAt: expires_at };
}
