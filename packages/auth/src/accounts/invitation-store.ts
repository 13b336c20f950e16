/** The right to sign up, for who has its code. The code itself is never stored, only its SHA-256. */
export interface Invitation {
  /** From 1. */
  id: number;
  /** Accounts that can still be made with it. */
  usesLeft: number;
  /** The accounts are guests'. */
  guest: boolean;
  createdAt: number;
  /** Undefined: never. */
  expiresAt: number | undefined;
  /** The administrator's account; undefined if it was made on the machine itself. */
  createdBy: number | undefined;
}

export interface InvitationStore {
  add(invitation: Omit<Invitation, "id">, hash: Uint8Array): Promise<Invitation>;
  /** Undefined if it was used up, revoked or has expired. Accounts use it up in `createAccount`. */
  find(hash: Uint8Array, now: number): Promise<Invitation | undefined>;
  /** Those that are good at `now`, by id, after `after`, at most `limit`. */
  list(after: number, limit: number, now: number): Promise<Invitation[]>;
  /** False if there is none. */
  revoke(id: number): Promise<boolean>;
}
