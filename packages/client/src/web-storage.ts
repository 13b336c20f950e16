import type { Session } from "./accounts.ts";
import type { OutboxEntry, OutboxStore } from "./outbox-store.ts";
import type { SessionStore } from "./session.ts";
import type { KnownUpload, UploadStore } from "./upload-store.ts";

/** What is used of `localStorage` or `sessionStorage`. */
export type WebStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/**
 * A session in the browser's storage. Tabs that share it take turns to refresh, where the browser has locks
 * (every current one, on pages that come over HTTPS or from this machine).
 */
export class WebStorageSession implements SessionStore {
  readonly #storage: WebStorage;
  readonly #key: string;

  constructor(storage: WebStorage, key = "hubbub-session") {
    this.#storage = storage;
    this.#key = key;
  }

  async load(): Promise<Session | undefined> {
    return parse<Session>(this.#storage.getItem(this.#key));
  }

  async save(session: Session): Promise<void> {
    this.#storage.setItem(this.#key, JSON.stringify(session));
  }

  async clear(): Promise<void> {
    this.#storage.removeItem(this.#key);
  }

  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const locks: Locks | undefined = globalThis.navigator?.locks;
    return locks === undefined ? work() : locks.request(this.#key, work);
  }
}

/** An outbox in the browser's storage: what wasn't sent is sent after a reload. */
export class WebStorageOutbox implements OutboxStore {
  readonly #storage: WebStorage;
  readonly #key: string;

  constructor(storage: WebStorage, key = "hubbub-outbox") {
    this.#storage = storage;
    this.#key = key;
  }

  async load(): Promise<OutboxEntry[]> {
    return this.#read();
  }

  async add(entry: OutboxEntry): Promise<void> {
    this.#write([...this.#read().filter(({ clientId }) => clientId !== entry.clientId), entry]);
  }

  async remove(clientId: string): Promise<void> {
    this.#write(this.#read().filter((entry) => entry.clientId !== clientId));
  }

  #read(): OutboxEntry[] {
    return parse<OutboxEntry[]>(this.#storage.getItem(this.#key)) ?? [];
  }

  #write(entries: OutboxEntry[]): void {
    if (entries.length === 0) this.#storage.removeItem(this.#key);
    else this.#storage.setItem(this.#key, JSON.stringify(entries));
  }
}

/** Begun uploads in the browser's storage: after a reload they go on by their resume keys. */
export class WebStorageUploads implements UploadStore {
  readonly #storage: WebStorage;
  readonly #prefix: string;

  constructor(storage: WebStorage, prefix = "hubbub-upload ") {
    this.#storage = storage;
    this.#prefix = prefix;
  }

  async get(key: string): Promise<KnownUpload | undefined> {
    return parse<KnownUpload>(this.#storage.getItem(this.#prefix + key));
  }

  async set(key: string, upload: KnownUpload): Promise<void> {
    this.#storage.setItem(this.#prefix + key, JSON.stringify(upload));
  }

  async remove(key: string): Promise<void> {
    this.#storage.removeItem(this.#prefix + key);
  }
}

/** Only what this module wrote stands under its keys. */
function parse<T>(text: string | null): T | undefined {
  return text === null ? undefined : (JSON.parse(text) as T);
}
