import type { ImportedAccount, ImportedPerson } from "@hubbub/auth";

import type { ImportTarget } from "./import-target.ts";

/** Takes everything and keeps nothing: to see what an export has. */
export class DryRun implements ImportTarget {
  #lastId = 0;

  async accounts(_source: string, people: readonly ImportedPerson[]): Promise<ImportedAccount[]> {
    return people.map(({ key, name }) => ({ key, name, id: ++this.#lastId, isNew: true }));
  }

  async users(): Promise<void> {}
  async avatar(): Promise<void> {}
  async cursors(): Promise<void> {}
  async members(): Promise<void> {}
  async end(): Promise<void> {}

  async emoji(): Promise<boolean> {
    return true;
  }

  async file(): Promise<number> {
    return ++this.#lastId;
  }

  async channel({ name }: Parameters<ImportTarget["channel"]>[0]) {
    return { id: ++this.#lastId, name, isNew: true };
  }

  async messages({ messages }: Parameters<ImportTarget["messages"]>[0]) {
    return { added: messages.length, threadless: 0 };
  }

  async pins(): Promise<number> {
    return 0;
  }

  async follows(): Promise<number> {
    return 0;
  }
}
