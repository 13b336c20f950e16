import type { Database } from "bun:sqlite";

import { userNameFault } from "@hubbub/protocol";

import type { ImportedAccount, ImportedPerson, ImportStore } from "./import-store.ts";
import { nameKey } from "./name-key.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";
import { createAccount } from "./sqlite-create-account.ts";
import { visibleName, withNumber } from "./wished-name.ts";

interface KnownAccount {
  id: number;
  name: string;
}

/** See ImportStore. */
export class SqliteImports implements ImportStore {
  constructor(private readonly connection: SqliteConnection) {}

  take(
    source: string,
    people: readonly ImportedPerson[],
    { sameNames }: { sameNames: boolean },
  ): Promise<ImportedAccount[]> {
    return this.connection.write((db) =>
      people.map((person) => {
        const known = imported(db, source, person.key);
        if (known) return { key: person.key, ...known, isNew: false };
        const same = sameNames && !person.bot ? personNamed(db, person.name, source) : undefined;
        const account = same ?? create(db, person);
        db.query("INSERT INTO imports (source, key, account) VALUES (?, ?, ?)").run(
          source,
          person.key,
          account.id,
        );
        return { key: person.key, ...account, isNew: !same };
      }),
    );
  }

  unclaimed(email: string): Promise<number | undefined> {
    return this.connection.read((db) => {
      const rows = db
        .query<{ id: number }, [string]>(
          `SELECT DISTINCT accounts.id FROM accounts JOIN imports ON imports.account = accounts.id
           WHERE lower(email) = lower(?) AND password_hash = '' AND bot = 0 AND disabled = 0
             AND NOT EXISTS (SELECT 1 FROM identities WHERE account = accounts.id)
             AND NOT EXISTS (SELECT 1 FROM passkeys WHERE account = accounts.id) LIMIT 2`,
        )
        .all(email);
      // Of two nobody knows which one it is.
      return rows.length === 1 ? rows[0]!.id : undefined;
    });
  }
}

function imported(db: Database, source: string, key: string): KnownAccount | undefined {
  const row = db
    .query<KnownAccount, [string, string]>(
      `SELECT accounts.id, accounts.name FROM imports JOIN accounts ON accounts.id = imports.account
       WHERE source = ? AND key = ?`,
    )
    .get(source, key);
  return row ?? undefined;
}

/** A person of this name who is nobody of the source yet: two of one source are not one. */
function personNamed(db: Database, name: string, source: string): KnownAccount | undefined {
  const row = db
    .query<KnownAccount, [string, string]>(
      `SELECT id, name FROM accounts WHERE name_key = ? AND bot = 0
       AND NOT EXISTS (SELECT 1 FROM imports WHERE source = ? AND account = accounts.id)`,
    )
    .get(nameKey(name), source);
  return row ?? undefined;
}

function create(db: Database, person: ImportedPerson): KnownAccount {
  const { email, admin, bot, guest, disabled, createdAt: at } = person;
  const common = { passwordHash: undefined, admin, bot, setupCode: undefined, at };
  const wish = visibleName(person.name);
  const base = userNameFault(wish) === undefined ? wish : "user";
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : withNumber(base, number);
    const result = createAccount(db, { name, ...common });
    if (result.outcome === "name-taken") continue;
    if (result.outcome !== "created") throw new Error(`an imported account was refused: ${result.outcome}`);
    const { id } = result.account;
    // Nobody has shown yet that the address is theirs, and nobody is to be asked by mail.
    db.query("UPDATE accounts SET email = ?, email_verified = 0, guest = ?, disabled = ? WHERE id = ?").run(
      email ?? null,
      Number(guest && !admin && !bot),
      Number(disabled),
      id,
    );
    return { id, name };
  }
}
