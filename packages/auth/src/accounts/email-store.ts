/** The e-mail address of an account, and the codes that show that it is the owner's. */
export interface EmailStore {
  /** Undefined: none. An address that isn't verified waits for a code to be made. */
  set(account: number, email: string | undefined, verified: boolean): Promise<void>;
  /** Accounts whose code is due, by id, at most `limit`; after this call it isn't any more. */
  takeDue(limit: number): Promise<Addressee[]>;
  /** False, and nothing done, if the account has another address by now. */
  verify(account: number, email: string): Promise<boolean>;
  /**
   * Makes a mail about another password due for the account of this name (by nameKey) and those with this address (in any
   * case), as far as they have a password and a verified address, and aren't disabled.
   */
  wantPasswordMail(nameOrEmail: string): Promise<void>;
  /** Accounts whose mail about another password is due, as in takeDue. */
  takePasswordMailsDue(limit: number): Promise<Addressee[]>;
}

/** Whom a mail goes to. */
export interface Addressee {
  id: number;
  name: string;
  email: string;
}
