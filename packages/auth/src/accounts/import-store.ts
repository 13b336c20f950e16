/** Somebody of another program's export. */
export interface ImportedPerson {
  /** The source's own id. */
  key: string;
  /** A wish; the account's name is a valid one that nobody has. */
  name: string;
  email: string | undefined;
  admin: boolean;
  guest: boolean;
  bot: boolean;
  disabled: boolean;
  createdAt: number;
}

/** The account that somebody of a source has. */
export interface ImportedAccount {
  key: string;
  id: number;
  name: string;
  /** Made now; else it was here before. */
  isNew: boolean;
}

export interface ImportStore {
  /**
   * Accounts for the people of a source, in their order, each made once: the source's ids are remembered. New ones
   * have no password. With `sameNames` who is called like an account of a person is that person; else there is another account
   * with a number behind the name.
   */
  take(
    source: string,
    people: readonly ImportedPerson[],
    options: { sameNames: boolean },
  ): Promise<ImportedAccount[]>;
  /** The imported account with this address that nobody has logged in to yet: without password, single sign-on or passkey. */
  unclaimed(email: string): Promise<number | undefined>;
}
