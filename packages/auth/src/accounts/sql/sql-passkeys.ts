import { all, changes, first, type Queries } from "@hubbub/sql";

import type { Passkey, PasskeyStore } from "../passkey-store.ts";
import type { AccountsDatabase } from "./accounts-database.ts";
import { count } from "./count.ts";
import { type Steps, take } from "./steps.ts";

interface PasskeyRow {
  id: string;
  account: number;
  public_key: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: string;
  rp_id: string;
  name: string;
  created_at: number;
  used_at: number | null;
}

/** See PasskeyStore. */
export class SqlPasskeys implements PasskeyStore {
  constructor(private readonly database: AccountsDatabase) {}

  add(passkey: Passkey, limit: number): Promise<"added" | "known" | "full"> {
    return this.database.write(() => add(passkey, limit));
  }

  list(account: number): Promise<Passkey[]> {
    return this.database.read(function* () {
      const rows = yield* all<PasskeyRow>(
        "SELECT * FROM passkeys WHERE account = ?1 ORDER BY created_at, id",
        account,
      );
      return rows.map(toPasskey);
    });
  }

  find(id: string): Promise<Passkey | undefined> {
    return this.database.read(function* () {
      const row = yield* first<PasskeyRow>("SELECT * FROM passkeys WHERE id = ?1", id);
      return row && toPasskey(row);
    });
  }

  used(id: string, counter: number, at: number): Promise<boolean> {
    return this.database.write(() =>
      changes(
        `UPDATE passkeys SET counter = ?1, used_at = ?2
         WHERE id = ?3 AND (counter < ?1 OR (counter = 0 AND ?1 = 0)) RETURNING id`,
        counter,
        at,
        id,
      ),
    );
  }

  rename(account: number, id: string, name: string): Promise<boolean> {
    return this.database.write(() =>
      changes("UPDATE passkeys SET name = ?1 WHERE account = ?2 AND id = ?3 RETURNING id", name, account, id),
    );
  }

  remove(account: number, id: string): Promise<boolean> {
    return this.database.write(() =>
      changes("DELETE FROM passkeys WHERE account = ?1 AND id = ?2 RETURNING id", account, id),
    );
  }
}

function* add(passkey: Passkey, limit: number): Steps<"added" | "known" | "full"> {
  yield* take({ on: "account", id: passkey.account });
  if ((yield* count("passkeys WHERE account = ?1", passkey.account)) >= limit) return "full";
  return (yield* insert(passkey)) ? "added" : "known";
}

function insert(passkey: Passkey): Queries<boolean> {
  const { id, account, publicKey, counter, transports, rpId, name, createdAt } = passkey;
  return changes(
    `INSERT INTO passkeys (id, account, public_key, counter, transports, rp_id, name, created_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING RETURNING id`,
    id,
    account,
    publicKey,
    counter,
    transports.join(" "),
    rpId,
    name,
    createdAt,
  );
}

function toPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    account: row.account,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports === "" ? [] : row.transports.split(" "),
    rpId: row.rp_id,
    name: row.name,
    createdAt: row.created_at,
    usedAt: row.used_at ?? undefined,
  };
}
