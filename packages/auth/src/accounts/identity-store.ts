/** Who somebody is elsewhere: a subject of an OpenID Connect issuer. */
export interface Identity {
  /** The issuer's URL. */
  issuer: string;
  /** Never given to anybody else by the issuer. */
  subject: string;
}

export interface IdentityStore {
  /** The account that the identity belongs to. */
  account(identity: Identity): Promise<number | undefined>;
  /** False, and nothing done, if it belongs to an account already. */
  link(account: number, identity: Identity, at: number): Promise<boolean>;
  list(account: number): Promise<Identity[]>;
  /** False if the account has no such identity. */
  unlink(account: number, identity: Identity): Promise<boolean>;
}
