import {
  Accounts,
  ClientState,
  Hubbub,
  type Observable,
  WebStorageOutbox,
  WebStorageSession,
  WebStorageUploads,
} from "../../src/index.ts";
import { IndexedDbState } from "./indexed-db-state.ts";

const FILE_BYTES = 3_000_000;
const url = location.origin;
const session = new WebStorageSession(localStorage);

/** What a test asks of the page; all of it is carried out in the browser. */
export class Page {
  readonly #client = Hubbub.open({
    url,
    session,
    outbox: new WebStorageOutbox(localStorage),
    uploads: new WebStorageUploads(localStorage),
    reconnect: { baseMs: 20, capMs: 200 },
  });
  readonly #state = new ClientState(this.#client, { store: new IndexedDbState() });
  readonly #statuses: string[] = [];
  /** The channels' names as the state showed them while there was no connection yet. */
  #offlineNames: string[] | undefined;

  constructor() {
    this.#client.on("status", ({ state }) => this.#statuses.push(state));
    this.#state.channels.subscribe(() => {
      if (this.#client.me === undefined) this.#offlineNames ??= this.names();
    });
  }

  /** Resolves when the state is the server's. */
  ready(): Promise<void> {
    return this.#state.ready;
  }

  names(): string[] {
    return [...this.#state.channels.current.values()].map(({ name }) => name).toSorted();
  }

  keptNames(): string[] | undefined {
    return this.#offlineNames;
  }

  statuses(): string[] {
    return this.#statuses;
  }

  async join(name: string): Promise<number> {
    const { id } = await this.#client.join(name);
    await until(this.#state.channels, () => this.#state.channels.current.has(id));
    return id;
  }

  /** Begins to send; what comes of it is seen in `texts`. */
  send(channel: number, text: string): void {
    void this.#state.channel(channel)?.send(text);
  }

  /** The texts of the newest messages, once `last` is the last of them. */
  async texts(channel: number, last: string): Promise<string[]> {
    const view = this.#state.view(channel);
    const shown = () => view.current.messages.map(({ message }) => message?.text ?? "");
    await until(view, () => shown().at(-1) === last);
    view.close();
    return shown();
  }

  /** Resolves when so many messages are unread. */
  async unread(channel: number, count: number): Promise<void> {
    const { unread } = this.#state;
    await until(unread, () => unread.current.channels.get(channel)?.messages === count);
  }

  /** Writes the state to its store now, and waits until it is there. */
  async keep(): Promise<void> {
    this.#state.flush();
    const kept = new IndexedDbState();
    while ((await kept.load()) === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Uploads a file, or breaks off after its first part; gives where it began, and what the server found. */
  async upload(breakOff: boolean): Promise<{ from: number; sha256?: string; wanted: string }> {
    const bytes = new Uint8Array(FILE_BYTES).map((_, at) => (at * 31) % 251);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const wanted = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const stop = new AbortController();
    const sent: number[] = [];
    const onProgress = (progress: { sent: number }) => {
      sent.push(progress.sent);
      if (breakOff && progress.sent > 0) stop.abort(new Error("broken off"));
    };
    const file = new File([bytes], "numbers.bin");
    const options = { onProgress, signal: stop.signal, resumeKey: "numbers.bin" };
    const { sha256 } = await this.#client.upload(file, options).catch((error: unknown) => {
      if (!breakOff) throw error;
      return { sha256: undefined };
    });
    return { from: sent[0] ?? -1, wanted, ...(sha256 !== undefined && { sha256 }) };
  }
}

async function until(observable: Observable<unknown>, holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise<void>((resolve) => {
      const off = observable.subscribe(() => {
        off();
        resolve();
      });
    });
  }
}

/** Signs up at the first visit; afterwards the session is in the storage. */
async function start(): Promise<Page> {
  if ((await session.load()) === undefined)
    await session.save(
      await new Accounts(url).signup({
        name: `ann ${crypto.randomUUID().slice(0, 8)}`,
        password: "correct horse",
      }),
    );
  return new Page();
}

(globalThis as { page?: Promise<Page> }).page = start();
