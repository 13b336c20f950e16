import { userNameFault } from "@hubbub/protocol";
import { all, first, type Queries, run } from "@hubbub/sql";

import type { ImportedAccount, ImportedPerson, ImportStore } from "../import-store.ts";
import { nameKey } from "../name-key.ts";
import { visibleName, withNumber } from "../wished-name.ts";
import type { AccountsDatabase } from "./accounts-database.ts";
import { createAccount } from "./create-account.ts";
import { type Steps, take } from "./steps.ts";

interface KnownAccount {
  id: number;
  name: string;
}

/** See ImportStore. */
export class SqlImports implements ImportStore {
  constructor(private readonly database: AccountsDatabase) {}

  take(
    source: string,
    people: readonly ImportedPerson[],
    options: { sameNames: boolean },
  ): Promise<ImportedAccount[]> {
    return this.database.write(function* () {
      // Before anything else is locked; who makes an administrator would take it on the way.
      yield* take({ on: "administrators" });
      const accounts: ImportedAccount[] = [];
      for (const person of people) accounts.push(yield* takeOne(source, person, options));
      return accounts;
    });
  }

  unclaimed(email: string): Promise<number | undefined> {
    return this.database.read(() => unclaimed(email));
  }
}

function* takeOne(
  source: string,
  person: ImportedPerson,
  { sameNames }: { sameNames: boolean },
): Steps<ImportedAccount> {
  const { key } = person;
  const known = yield* imported(source, key);
  if (known) return { key, ...known, isNew: false };
  const same = sameNames && !person.bot ? yield* personNamed(person.name, source) : undefined;
  const account = same ?? (yield* create(person));
  yield* run("INSERT INTO imports (source, key, account) VALUES (?1, ?2, ?3)", source, key, account.id);
  return { key, ...account, isNew: !same };
}

function* unclaimed(email: string): Queries<number | undefined> {
  const rows = yield* all<{ id: number }>(
    `SELECT DISTINCT accounts.id FROM accounts JOIN imports ON imports.account = accounts.id
     WHERE lower(email) = lower(?1) AND password_hash = '' AND bot = 0 AND disabled = 0
       AND NOT EXISTS (SELECT 1 FROM identities WHERE account = accounts.id)
       AND NOT EXISTS (SELECT 1 FROM passkeys WHERE account = accounts.id) LIMIT 2`,
    email,
  );
  // Of two nobody knows which one it is.
  return rows.length === 1 ? rows[0]!.id : undefined;
}

function imported(source: string, key: string): Queries<KnownAccount | undefined> {
  return first<KnownAccount>(
    `SELECT accounts.id, accounts.name FROM imports JOIN accounts ON accounts.id = imports.account
     WHERE source = ?1 AND key = ?2`,
    source,
    key,
  );
}

/** A person of this name who is nobody of the source yet: two of one source are not one. */
function personNamed(name: string, source: string): Queries<KnownAccount | undefined> {
  return first<KnownAccount>(
    `SELECT id, name FROM accounts WHERE name_key = ?1 AND bot = 0
     AND NOT EXISTS (SELECT 1 FROM imports WHERE source = ?2 AND account = accounts.id)`,
    nameKey(name),
    source,
  );
}

function* create(person: ImportedPerson): Steps<KnownAccount> {
  const { email, admin, bot, guest, disabled, createdAt: at } = person;
  const common = { passwordHash: undefined, admin, bot, setupCode: undefined, at };
  const wish = visibleName(person.name);
  const base = userNameFault(wish) === undefined ? wish : "user";
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : withNumber(base, number);
    const result = yield* createAccount({ name, ...common });
    if (result.outcome === "name-taken") continue;
    if (result.outcome !== "created") throw new Error(`an imported account was refused: ${result.outcome}`);
    const { id } = result.account;
    // Nobody has shown yet that the address is theirs, and nobody is to be asked by mail.
    yield* run(
      "UPDATE accounts SET email = ?1, email_verified = 0, guest = ?2, disabled = ?3 WHERE id = ?4",
      email ?? null,
      Number(guest && !admin && !bot),
      Number(disabled),
      id,
    );
    return { id, name };
  }
}
