/** The e-mail address of an account, and the codes that show that it is the owner's. */
export interface EmailStore {
  /** Undefined: none. An address that isn't verified waits for a code to be made. */
  set(account: number, email: string | undefined, verified: boolean): Promise<void>;
  /** Accounts whose code is due, by id, at most `limit`; after this call it isn't any more. */
  takeDue(limit: number): Promise<{ id: number; name: string; email: string }[]>;
  /** False, and nothing done, if the account has another address by now. */
  verify(account: number, email: string): Promise<boolean>;
}
