import type {
  Appended,
  AppendResult,
  ChannelRow,
  HistoryPage,
  HistoryQuery,
  NewChannel,
  NewEntry,
  Store,
  StoreUnavailable,
  UserRow,
} from "../store.ts";
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

  async connectUser(user: UserRow): Promise<number[]> {
    const [, channels] = await Promise.all([
      this.#writer.call("saveUser", [user]),
      this.#reader.call("channelsOfUser", [user.id]),
    ]);
    return channels;
  }

  async append(batch: readonly NewEntry[]): Promise<AppendResult[]> {
    const packed = packBatch(batch);
    return unpackResults(await this.#writer.call("append", [batch.length, packed], [packed]));
  }

  createChannel(channel: NewChannel): Promise<ChannelRow | undefined> {
    return this.#writer.call("createChannel", [channel]);
  }

  channel(id: number): Promise<ChannelRow | undefined> {
    return this.#reader.call("channel", [id]);
  }

  channelByName(name: string): Promise<ChannelRow | undefined> {
    return this.#reader.call("channelByName", [name]);
  }

  channels(ids: readonly number[]): Promise<ChannelRow[]> {
    return this.#reader.call("channels", [ids]);
  }

  listChannels(user: number, after: string, limit: number): Promise<ChannelRow[]> {
    return this.#reader.call("listChannels", [user, after, limit]);
  }

  join(channel: number, user: number, entry: Uint8Array): Promise<Appended | undefined> {
    return this.#writer.call("join", [channel, user, entry]);
  }

  leave(channel: number, user: number, entry: Uint8Array): Promise<Appended | undefined> {
    return this.#writer.call("leave", [channel, user, entry]);
  }

  members(channel: number, after: number, limit: number): Promise<UserRow[]> {
    return this.#reader.call("members", [channel, after, limit]);
  }

  users(ids: readonly number[]): Promise<UserRow[]> {
    return this.#reader.call("users", [ids]);
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
