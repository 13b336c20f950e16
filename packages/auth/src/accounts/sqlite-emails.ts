import type { Addressee, EmailStore } from "./email-store.ts";
import { nameKey } from "./name-key.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

/** See EmailStore. */
export class SqliteEmails implements EmailStore {
  constructor(private readonly connection: SqliteConnection) {}

  set(account: number, email: string | undefined, verified: boolean): Promise<void> {
    const due = email !== undefined && !verified;
    return this.connection.write((db) => {
      db.query(
        "UPDATE accounts SET email = ?, email_verified = ?, email_code_due = ?, password_mail_due = 0 WHERE id = ?",
      ).run(email ?? null, Number(verified), Number(due), account);
    });
  }

  takeDue(limit: number): Promise<Addressee[]> {
    return this.#take("email_code_due", limit);
  }

  verify(account: number, email: string): Promise<boolean> {
    return this.connection.write(
      (db) =>
        db
          .query("UPDATE accounts SET email_verified = 1, email_code_due = 0 WHERE id = ? AND email = ?")
          .run(account, email).changes === 1,
    );
  }

  wantPasswordMail(nameOrEmail: string): Promise<void> {
    return this.connection.write((db) => {
      db.query(
        `UPDATE accounts SET password_mail_due = 1 WHERE ${MAILABLE} AND (name_key = ? OR lower(email) = lower(?))`,
      ).run(nameKey(nameOrEmail), nameOrEmail);
    });
  }

  takePasswordMailsDue(limit: number): Promise<Addressee[]> {
    return this.#take("password_mail_due", limit);
  }

  #take(due: "email_code_due" | "password_mail_due", limit: number): Promise<Addressee[]> {
    return this.connection.write((db) =>
      db
        .query<Addressee, [number]>(
          `UPDATE accounts SET ${due} = 0 WHERE id IN
             (SELECT id FROM accounts WHERE ${due} = 1 AND disabled = 0 AND email IS NOT NULL ORDER BY id LIMIT ?)
           RETURNING id, name, email`,
        )
        .all(limit)
        .toSorted((a, b) => a.id - b.id),
    );
  }
}

/** Who may get a link for another password by mail. */
const MAILABLE = "email_verified = 1 AND disabled = 0 AND bot = 0 AND password_hash <> ''";
