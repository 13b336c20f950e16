import { isScope } from "@hubbub/protocol";

import type { Account } from "./account-store.ts";
import type { BotStore, BotToken } from "./bot-store.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";
import { ACCOUNT_COLUMNS, accountById, type AccountRow, revoke, toAccount } from "./sqlite-rows.ts";

interface BotTokenRow {
  id: string;
  bot: number;
  name: string;
  scopes: string;
  created_at: number;
  expires_at: number | null;
  used_at: number | null;
}

const COLUMNS = "id, bot, name, scopes, created_at, expires_at, used_at";

/** See BotStore. */
export class SqliteBots implements BotStore {
  constructor(private readonly connection: SqliteConnection) {}

  list(after: number, limit: number): Promise<Account[]> {
    return this.connection.read((db) =>
      db
        .query<AccountRow, [number, number]>(
          `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE bot = 1 AND id > ? ORDER BY id LIMIT ?`,
        )
        .all(after, limit)
        .map(toAccount),
    );
  }

  addToken(token: BotToken, hash: Uint8Array, limit: number): Promise<boolean> {
    const { id, bot, name, scopes, createdAt, expiresAt = null } = token;
    return this.connection.write((db) => {
      if (!accountById(db, bot)?.bot) return false;
      const count = db
        .query<{ n: number }, [number]>("SELECT count(*) AS n FROM bot_tokens WHERE bot = ?")
        .get(bot);
      if ((count?.n ?? 0) >= limit) return false;
      db.query(
        "INSERT INTO bot_tokens (id, hash, bot, name, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      ).run(id, hash, bot, name, scopes.join(" "), createdAt, expiresAt);
      return true;
    });
  }

  tokens(bot: number): Promise<BotToken[]> {
    return this.connection.read((db) =>
      db
        .query<BotTokenRow, [number]>(
          `SELECT ${COLUMNS} FROM bot_tokens WHERE bot = ? ORDER BY created_at, id`,
        )
        .all(bot)
        .map(toToken),
    );
  }

  use(hash: Uint8Array, at: number): Promise<{ token: BotToken; account: Account } | undefined> {
    return this.connection.write((db) => {
      const row = db
        .query<BotTokenRow, [Uint8Array, number]>(
          `UPDATE bot_tokens SET used_at = ?2 WHERE hash = ?1 AND (expires_at IS NULL OR expires_at > ?2)
           RETURNING ${COLUMNS}`,
        )
        .get(hash, at);
      const account = row && accountById(db, row.bot);
      return row && account ? { token: toToken(row), account } : undefined;
    });
  }

  revokeToken(id: string, at: number): Promise<boolean> {
    return this.connection.write((db) => {
      const row = db
        .query<{ bot: number }, [string]>("DELETE FROM bot_tokens WHERE id = ? RETURNING bot")
        .get(id);
      if (row) revoke(db, row.bot, id, at, "bot-token");
      return row !== null;
    });
  }
}

function toToken(row: BotTokenRow): BotToken {
  return {
    id: row.id,
    bot: row.bot,
    name: row.name,
    scopes: row.scopes.split(" ").filter(isScope),
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    usedAt: row.used_at ?? undefined,
  };
}
