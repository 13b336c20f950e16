import type { SqliteConnection } from "./sqlite-connection.ts";
import type { Ticket, TicketPurpose, TicketStore } from "./ticket-store.ts";

interface TicketRow {
  account: number | null;
  data: string;
  expires_at: number;
}

/** See TicketStore. */
export class SqliteTickets implements TicketStore {
  constructor(private readonly connection: SqliteConnection) {}

  put(hash: Uint8Array, ticket: Ticket, { latest, keep }: { latest: boolean; keep: number }): Promise<void> {
    const { purpose, account = null, data, expiresAt } = ticket;
    return this.connection.write((db) => {
      if (latest) db.query("DELETE FROM tickets WHERE purpose = ? AND account = ?").run(purpose, account);
      db.query("INSERT INTO tickets (hash, purpose, account, data, expires_at) VALUES (?, ?, ?, ?, ?)").run(
        hash,
        purpose,
        account,
        data,
        expiresAt,
      );
      db.query(
        `DELETE FROM tickets WHERE purpose = ?1 AND id <=
           (SELECT id FROM tickets WHERE purpose = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
      ).run(purpose, keep);
    });
  }

  look(purpose: TicketPurpose, hash: Uint8Array, now: number): Promise<Ticket | undefined> {
    return this.connection.read((db) => {
      const row = db
        .query<TicketRow, [TicketPurpose, Uint8Array, number]>(
          "SELECT account, data, expires_at FROM tickets WHERE purpose = ? AND hash = ? AND expires_at > ?",
        )
        .get(purpose, hash, now);
      return row ? toTicket(purpose, row) : undefined;
    });
  }

  take(purpose: TicketPurpose, hash: Uint8Array, now: number): Promise<Ticket | undefined> {
    return this.connection.write((db) => {
      const row = db
        .query<TicketRow, [TicketPurpose, Uint8Array]>(
          "DELETE FROM tickets WHERE purpose = ? AND hash = ? RETURNING account, data, expires_at",
        )
        .get(purpose, hash);
      return row && row.expires_at > now ? toTicket(purpose, row) : undefined;
    });
  }
}

function toTicket(purpose: TicketPurpose, { account, data, expires_at }: TicketRow): Ticket {
  return { purpose, account: account ?? undefined, data, expiresAt: expires_at };
}
