import { all, changes, first, type Queries, run } from "@hubbub/sql";

import type { Invitation, InvitationStore } from "../invitation-store.ts";
import type { AccountsDatabase } from "./accounts-database.ts";

interface InvitationRow {
  id: number;
  uses_left: number;
  guest: number;
  created_at: number;
  expires_at: number | null;
  created_by: number | null;
}

const COLUMNS = "id, uses_left, guest, created_at, expires_at, created_by";
/** At the time ?1. */
const GOOD = "uses_left > 0 AND (expires_at IS NULL OR expires_at > ?1)";

/** See InvitationStore. */
export class SqlInvitations implements InvitationStore {
  constructor(private readonly database: AccountsDatabase) {}

  add(invitation: Omit<Invitation, "id">, hash: Uint8Array): Promise<Invitation> {
    const { usesLeft, guest, createdAt, expiresAt = null, createdBy = null } = invitation;
    return this.database.write(function* () {
      const row = yield* first<InvitationRow>(
        `INSERT INTO invitations (hash, uses_left, guest, created_at, expires_at, created_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING ${COLUMNS}`,
        hash,
        usesLeft,
        Number(guest),
        createdAt,
        expiresAt,
        createdBy,
      );
      return toInvitation(row!);
    });
  }

  find(hash: Uint8Array, now: number): Promise<Invitation | undefined> {
    return this.database.read(function* () {
      const row = yield* first<InvitationRow>(
        `SELECT ${COLUMNS} FROM invitations WHERE hash = ?2 AND ${GOOD}`,
        now,
        hash,
      );
      return row && toInvitation(row);
    });
  }

  list(after: number, limit: number, now: number): Promise<Invitation[]> {
    return this.database.read(function* () {
      const rows = yield* all<InvitationRow>(
        `SELECT ${COLUMNS} FROM invitations WHERE id > ?2 AND ${GOOD} ORDER BY id LIMIT ?3`,
        now,
        after,
        limit,
      );
      return rows.map(toInvitation);
    });
  }

  revoke(id: number): Promise<boolean> {
    return this.database.write(() => changes("DELETE FROM invitations WHERE id = ?1 RETURNING id", id));
  }
}

/** Uses an invitation once; undefined if it isn't good. */
export function* spendInvitation(hash: Uint8Array, now: number): Queries<Invitation | undefined> {
  const row = yield* first<InvitationRow>(
    `UPDATE invitations SET uses_left = uses_left - 1 WHERE hash = ?2 AND ${GOOD} RETURNING ${COLUMNS}`,
    now,
    hash,
  );
  return row && toInvitation(row);
}

/** Those that are good for nothing any more. */
export const forgetInvitations = (now: number): Queries<void> =>
  run("DELETE FROM invitations WHERE uses_left = 0 OR expires_at <= ?1", now);

function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    usesLeft: row.uses_left,
    guest: row.guest === 1,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    createdBy: row.created_by ?? undefined,
  };
}
