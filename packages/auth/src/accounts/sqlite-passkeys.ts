import type { Passkey, PasskeyStore } from "./passkey-store.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

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
export class SqlitePasskeys implements PasskeyStore {
  constructor(private readonly connection: SqliteConnection) {}

  add(passkey: Passkey, limit: number): Promise<"added" | "known" | "full"> {
    const { id, account, publicKey, counter, transports, rpId, name, createdAt } = passkey;
    return this.connection.write((db) => {
      const count = db
        .query<{ n: number }, [number]>("SELECT count(*) AS n FROM passkeys WHERE account = ?")
        .get(account);
      if ((count?.n ?? 0) >= limit) return "full";
      const { changes } = db
        .query(
          `INSERT OR IGNORE INTO passkeys (id, account, public_key, counter, transports, rp_id, name, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(id, account, publicKey, counter, transports.join(" "), rpId, name, createdAt);
      return changes === 1 ? "added" : "known";
    });
  }

  list(account: number): Promise<Passkey[]> {
    return this.connection.read((db) =>
      db
        .query<PasskeyRow, [number]>("SELECT * FROM passkeys WHERE account = ? ORDER BY created_at, id")
        .all(account)
        .map(toPasskey),
    );
  }

  find(id: string): Promise<Passkey | undefined> {
    return this.connection.read((db) => {
      const row = db.query<PasskeyRow, [string]>("SELECT * FROM passkeys WHERE id = ?").get(id);
      return row ? toPasskey(row) : undefined;
    });
  }

  used(id: string, counter: number, at: number): Promise<boolean> {
    return this.connection.write(
      (db) =>
        db
          .query(
            `UPDATE passkeys SET counter = ?1, used_at = ?2
             WHERE id = ?3 AND (counter < ?1 OR (counter = 0 AND ?1 = 0))`,
          )
          .run(counter, at, id).changes === 1,
    );
  }

  rename(account: number, id: string, name: string): Promise<boolean> {
    return this.connection.write(
      (db) =>
        db.query("UPDATE passkeys SET name = ? WHERE account = ? AND id = ?").run(name, account, id)
          .changes === 1,
    );
  }

  remove(account: number, id: string): Promise<boolean> {
    return this.connection.write(
      (db) => db.query("DELETE FROM passkeys WHERE account = ? AND id = ?").run(account, id).changes === 1,
    );
  }
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
