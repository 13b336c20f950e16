import type { SavedState, StateStore } from "../../src/index.ts";

/** Keeps the state in the browser's IndexedDB, as a page would. */
export class IndexedDbState implements StateStore {
  async load(): Promise<SavedState | undefined> {
    return this.#with("readonly", (kept) => kept.get("state") as IDBRequest<SavedState | undefined>);
  }

  async save(state: SavedState): Promise<void> {
    await this.#with("readwrite", (kept) => kept.put(state, "state"));
  }

  async #with<T>(mode: IDBTransactionMode, use: (kept: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const opening = indexedDB.open("hubbub", 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("kept"));
    const database = await done(opening);
    try {
      return await done(use(database.transaction("kept", mode).objectStore("kept")));
    } finally {
      database.close();
    }
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error as Error));
  });
}
