import { all, changes, run } from "@hubbub/sql";

import type { Addressee, EmailStore } from "../email-store.ts";
import { nameKey } from "../name-key.ts";
import type { AccountsDatabase } from "./accounts-database.ts";

/** See EmailStore. */
export class SqlEmails implements EmailStore {
  constructor(private readonly database: AccountsDatabase) {}

  set(account: number, email: string | undefined, verified: boolean): Promise<void> {
    const due = email !== undefined && !verified;
    return this.database.write(() =>
      run(
        `UPDATE accounts SET email = ?1, email_verified = ?2, email_code_due = ?3, password_mail_due = 0
         WHERE id = ?4`,
        email ?? null,
        Number(verified),
        Number(due),
        account,
      ),
    );
  }

  takeDue(limit: number): Promise<Addressee[]> {
    return this.#take("email_code_due", limit);
  }

  verify(account: number, email: string): Promise<boolean> {
    return this.database.write(() =>
      changes(
        "UPDATE accounts SET email_verified = 1, email_code_due = 0 WHERE id = ?1 AND email = ?2 RETURNING id",
        account,
        email,
      ),
    );
  }

  wantPasswordMail(nameOrEmail: string): Promise<void> {
    return this.database.write(() =>
      run(
        `UPDATE accounts SET password_mail_due = 1
         WHERE ${MAILABLE} AND (name_key = ?1 OR lower(email) = lower(?2))`,
        nameKey(nameOrEmail),
        nameOrEmail,
      ),
    );
  }

  takePasswordMailsDue(limit: number): Promise<Addressee[]> {
    return this.#take("password_mail_due", limit);
  }

  #take(due: "email_code_due" | "password_mail_due", limit: number): Promise<Addressee[]> {
    return this.database.write(function* () {
      // Asked of the row itself too: of two that take at once, the second finds it taken when the first is done.
      const taken = yield* all<Addressee>(
        `UPDATE accounts SET ${due} = 0 WHERE ${due} = 1 AND id IN
           (SELECT id FROM accounts WHERE ${due} = 1 AND disabled = 0 AND email IS NOT NULL ORDER BY id LIMIT ?1)
         RETURNING id, name, email`,
        limit,
      );
      return taken.toSorted((a, b) => a.id - b.id);
    });
  }
}

/** Who may get a link for another password by mail. */
const MAILABLE = "email_verified = 1 AND disabled = 0 AND bot = 0 AND password_hash <> ''";
