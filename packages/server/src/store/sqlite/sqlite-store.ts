import type {
  AppendResult,
  HistoryPage,
  HistoryQuery,
  NewEntry,
  Outcome,
  Store,
  StoreUnavailable,
  VerbArgs,
  VerbResult,
} from "../store.ts";
import type { ReadVerbs, WriteVerbs } from "../verbs/index.ts";
import { packBatch, unpackResults } from "./batch.ts";
import type { ReaderCalls, WriterCalls } from "./calls.ts";
import { unpackPage } from "./page.ts";
import type { StoreThread } from "./store-thread.ts";

/** The main thread's side of the store: everything is asked of the writer or the reader. See Store. */
export class SqliteStore implements Store {
  readonly failed: Promise<StoreUnavailable>;
  readonly #writer;
  readonly #reader;
  #closed: Promise<void> | undefined;

  constructor(writer: StoreThread<WriterCalls>, reader: StoreThread<ReaderCalls>) {
    this.#writer = writer;
    this.#reader = reader;
    this.failed = Promise.race([writer.failed, reader.failed]);
  }

  async append(batch: readonly NewEntry[]): Promise<AppendResult[]> {
    const packed = packBatch(batch);
    return unpackResults(await this.#writer.call("append", [batch.length, packed], [packed]));
  }

  write<Name extends keyof WriteVerbs>(
    verb: Name,
    args: VerbArgs<WriteVerbs[Name]>,
  ): Promise<Outcome<VerbResult<WriteVerbs[Name]>>> {
    return this.#writer.call("write", [verb, args]) as Promise<Outcome<VerbResult<WriteVerbs[Name]>>>;
  }

  read<Name extends keyof ReadVerbs>(
    verb: Name,
    args: VerbArgs<ReadVerbs[Name]>,
  ): Promise<VerbResult<ReadVerbs[Name]>> {
    return this.#reader.call("read", [verb, args]) as Promise<VerbResult<ReadVerbs[Name]>>;
  }

  async history(query: HistoryQuery): Promise<HistoryPage | undefined> {
    const page = await this.#reader.call("history", [query]);
    return page && unpackPage(page);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#writer.refuseCalls();
    // The writer last: whoever closes the database last leaves it as one file, without a WAL.
    await this.#reader.close();
    await this.#writer.close();
  }
}
