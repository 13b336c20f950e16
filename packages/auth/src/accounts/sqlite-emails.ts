import type { EmailStore } from "./email-store.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

/** See EmailStore. */
export class SqliteEmails implements EmailStore {
  constructor(private readonly connection: SqliteConnection) {}

  set(account: number, email: string | undefined, verified: boolean): Promise<void> {
    const due = email !== undefined && !verified;
    return this.connection.write((db) => {
      db.query("UPDATE accounts SET email = ?, email_verified = ?, email_code_due = ? WHERE id = ?").run(
        email ?? null,
        Number(verified),
        Number(due),
        account,
      );
    });
  }

  takeDue(limit: number): Promise<{ id: number; name: string; email: string }[]> {
    return this.connection.write((db) =>
      db
        .query<{ id: number; name: string; email: string }, [number]>(
          `UPDATE accounts SET email_code_due = 0 WHERE id IN
             (SELECT id FROM accounts WHERE email_code_due = 1 AND disabled = 0 ORDER BY id LIMIT ?)
           RETURNING id, name, email`,
        )
        .all(limit)
        .toSorted((a, b) => a.id - b.id),
    );
  }

  verify(account: number, email: string): Promise<boolean> {
    return this.connection.write(
      (db) =>
        db
          .query("UPDATE accounts SET email_verified = 1, email_code_due = 0 WHERE id = ? AND email = ?")
          .run(account, email).changes === 1,
    );
  }
}
