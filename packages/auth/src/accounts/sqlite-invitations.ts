import type { Database } from "bun:sqlite";

import type { Invitation, InvitationStore } from "./invitation-store.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

interface InvitationRow {
  id: number;
  uses_left: number;
  guest: number;
  created_at: number;
  expires_at: number | null;
  created_by: number | null;
}

const COLUMNS = "id, uses_left, guest, created_at, expires_at, created_by";
const GOOD = "uses_left > 0 AND (expires_at IS NULL OR expires_at > ?)";

/** See InvitationStore. */
export class SqliteInvitations implements InvitationStore {
  constructor(private readonly connection: SqliteConnection) {}

  add(invitation: Omit<Invitation, "id">, hash: Uint8Array): Promise<Invitation> {
    const { usesLeft, guest, createdAt, expiresAt = null, createdBy = null } = invitation;
    return this.connection.write((db) => {
      const row = db
        .query<InvitationRow, [Uint8Array, number, number, number, number | null, number | null]>(
          `INSERT INTO invitations (hash, uses_left, guest, created_at, expires_at, created_by)
           VALUES (?, ?, ?, ?, ?, ?) RETURNING ${COLUMNS}`,
        )
        .get(hash, usesLeft, Number(guest), createdAt, expiresAt, createdBy);
      return toInvitation(row!);
    });
  }

  find(hash: Uint8Array, now: number): Promise<Invitation | undefined> {
    return this.connection.read((db) => {
      const row = db
        .query<InvitationRow, [Uint8Array, number]>(
          `SELECT ${COLUMNS} FROM invitations WHERE hash = ? AND ${GOOD}`,
        )
        .get(hash, now);
      return row ? toInvitation(row) : undefined;
    });
  }

  list(after: number, limit: number, now: number): Promise<Invitation[]> {
    return this.connection.read((db) =>
      db
        .query<InvitationRow, [number, number, number]>(
          `SELECT ${COLUMNS} FROM invitations WHERE id > ? AND ${GOOD} ORDER BY id LIMIT ?`,
        )
        .all(after, now, limit)
        .map(toInvitation),
    );
  }

  revoke(id: number): Promise<boolean> {
    return this.connection.write(
      (db) => db.query("DELETE FROM invitations WHERE id = ?").run(id).changes === 1,
    );
  }
}

/** Uses an invitation once, within a transaction of the caller; undefined if it isn't good. */
export function spendInvitation(db: Database, hash: Uint8Array, now: number): Invitation | undefined {
  const row = db
    .query<InvitationRow, [Uint8Array, number]>(
      `UPDATE invitations SET uses_left = uses_left - 1 WHERE hash = ? AND ${GOOD} RETURNING ${COLUMNS}`,
    )
    .get(hash, now);
  return row ? toInvitation(row) : undefined;
}

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
