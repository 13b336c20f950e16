/** What a ticket is for; one of another purpose is none. */
export type TicketPurpose =
  /** The password was right: the second factor is what lacks. */
  | "second-factor"
  /** A challenge for a new passkey, and one for a login with a passkey. */
  | "passkey-registration"
  | "passkey-login"
  /** Who was sent to the single sign-on, and who came back from it. */
  | "sso-start"
  | "sso-exchange"
  | "password-reset"
  | "email";

/** The right to take the next step of something, for a short time and once. */
export interface Ticket {
  purpose: TicketPurpose;
  /** Whose it is, if that is known. */
  account: number | undefined;
  /** JSON text: what the next step has to know. */
  data: string;
  expiresAt: number;
}

/** Tickets are kept under the SHA-256 of their secret, which only their holder has. */
export interface TicketStore {
  /** `latest`: the account's earlier tickets of the purpose are void. Of a purpose the newest `keep` are kept. */
  put(hash: Uint8Array, ticket: Ticket, options: { latest: boolean; keep: number }): Promise<void>;
  /** Leaves it good. */
  look(purpose: TicketPurpose, hash: Uint8Array, now: number): Promise<Ticket | undefined>;
  /** Uses it up: of several takers one gets it. */
  take(purpose: TicketPurpose, hash: Uint8Array, now: number): Promise<Ticket | undefined>;
}

/** Tickets of one purpose, at most; one more makes the oldest forgotten. */
export const TICKETS_KEPT = 10_000;
