import { isScope } from "@hubbub/protocol";
import { all, first, run } from "@hubbub/sql";

import type { Account } from "../account-store.ts";
import type { BotStore, BotToken } from "../bot-store.ts";
import { ACCOUNT_COLUMNS, accountById, type AccountRow, revoke, toAccount } from "./account-rows.ts";
import type { AccountsDatabase } from "./accounts-database.ts";
import { count } from "./count.ts";
import { type Steps, take } from "./steps.ts";

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
export class SqlBots implements BotStore {
  constructor(private readonly database: AccountsDatabase) {}

  list(after: number, limit: number): Promise<Account[]> {
    return this.database.read(function* () {
      const rows = yield* all<AccountRow>(
        `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE bot = 1 AND id > ?1 ORDER BY id LIMIT ?2`,
        after,
        limit,
      );
      return rows.map(toAccount);
    });
  }

  addToken(token: BotToken, hash: Uint8Array, limit: number): Promise<boolean> {
    return this.database.write(() => addToken(token, hash, limit));
  }

  tokens(bot: number): Promise<BotToken[]> {
    return this.database.read(function* () {
      const rows = yield* all<BotTokenRow>(
        `SELECT ${COLUMNS} FROM bot_tokens WHERE bot = ?1 ORDER BY created_at, id`,
        bot,
      );
      return rows.map(toToken);
    });
  }

  use(hash: Uint8Array, at: number): Promise<{ token: BotToken; account: Account } | undefined> {
    return this.database.write(function* () {
      const row = yield* first<BotTokenRow>(
        `UPDATE bot_tokens SET used_at = ?2 WHERE hash = ?1 AND (expires_at IS NULL OR expires_at > ?2)
         RETURNING ${COLUMNS}`,
        hash,
        at,
      );
      const account = row && (yield* accountById(row.bot));
      return row && account ? { token: toToken(row), account } : undefined;
    });
  }

  revokeToken(id: string, at: number): Promise<boolean> {
    return this.database.write(function* () {
      const row = yield* first<{ bot: number }>("DELETE FROM bot_tokens WHERE id = ?1 RETURNING bot", id);
      if (row) yield* revoke(row.bot, id, at, "bot-token");
      return row !== undefined;
    });
  }
}

function* addToken(token: BotToken, hash: Uint8Array, limit: number): Steps<boolean> {
  const { id, bot, name, scopes, createdAt, expiresAt = null } = token;
  yield* take({ on: "account", id: bot });
  if (!(yield* accountById(bot))?.bot) return false;
  if ((yield* count("bot_tokens WHERE bot = ?1", bot)) >= limit) return false;
  yield* run(
    `INSERT INTO bot_tokens (id, hash, bot, name, scopes, created_at, expires_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
    id,
    hash,
    bot,
    name,
    scopes.join(" "),
    createdAt,
    expiresAt,
  );
  return true;
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
