import type { Accounts, ImportedAccount, ImportedPerson } from "@hubbub/auth";
import type { FileIntake, Store, TakenFile, VerbArgs, VerbResult, WriteVerbs } from "@hubbub/server";

import type { ImportTarget } from "./import-target.ts";

export interface DataFolder {
  accounts: Accounts;
  store: Store;
  files: FileIntake;
  /** Who is called like an account's owner is that one. */
  sameNames: boolean;
}

/** The databases and files of a data folder that no server runs on. */
export class DataFolderTarget implements ImportTarget {
  readonly #folder: DataFolder;
  readonly users = this.#verb("importUsers");
  readonly avatar = this.#verb("importAvatar");
  readonly emoji = this.#verb("importEmoji");
  readonly channel = this.#verb("importChannel");
  readonly members = this.#verb("importMembers");
  readonly messages = this.#verb("importMessages");
  readonly pins = this.#verb("importPins");
  readonly cursors = this.#verb("importCursors");
  readonly follows = this.#verb("importFollows");
  readonly end = this.#verb("endImport");

  constructor(folder: DataFolder) {
    this.#folder = folder;
  }

  accounts(source: string, people: readonly ImportedPerson[]): Promise<ImportedAccount[]> {
    const { accounts, sameNames } = this.#folder;
    return accounts.imports.take(source, people, { sameNames });
  }

  file(file: TakenFile): Promise<number> {
    return this.#folder.files.take(file);
  }

  #verb<Name extends keyof WriteVerbs>(name: Name) {
    return async (args: VerbArgs<WriteVerbs[Name]>): Promise<VerbResult<WriteVerbs[Name]>> =>
      (await this.#folder.store.write(name, args)).value;
  }
}
