import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { ChannelKind, encodeEntry } from "@hubbub/protocol";
import { openSqliteStore, type Store, STORE_FILE } from "@hubbub/server";

import { MessageMaker, SEED_BEGIN, type SeedMessagesOptions } from "./message-maker.ts";
import { Random } from "./random.ts";

export interface SeedOptions extends SeedMessagesOptions {
  /** The data folder, without a database in it. */
  data: string;
  /** Called now and then with how many messages there are. */
  progress?: (messages: number) => void;
}

/** Messages of one commit. */
const BATCH = 4_000;
/** Members of a channel, besides who made it. */
const MEMBERS = 20;
/** One channel of so many is private. */
const PRIVATE_EVERY = 3;

/**
 * Makes a database of messages as people write them, through the store: users `user1`, … with the ids 1, …, channels `channel1`,
 * …, a third of them private. The same options make the same messages in the same order. About 50,000 a second.
 */
export async function seedDatabase({ data, progress, ...options }: SeedOptions): Promise<void> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const store = await openSqliteStore({ path: join(data, STORE_FILE) });
  try {
    await addUsers(store, options.users);
    const channels = await addChannels(store, options);
    const maker = new MessageMaker(options);
    let last: Promise<unknown> = Promise.resolve();
    for (let made = 0; made < options.messages; made += BATCH) {
      const count = Math.min(BATCH, options.messages - made);
      const batch = Array.from({ length: count }, (_, at) => entryOf(maker, channels, made + at));
      await last;
      last = store.append(batch);
      progress?.(made + count);
    }
    await last;
  } finally {
    await store.close();
  }
}

async function addUsers(store: Store, users: number): Promise<void> {
  const kinds = { bot: false, admin: false, guest: false };
  const ids = Array.from({ length: users }, (_, at) => at + 1);
  await Promise.all(ids.map((id) => store.write("saveUser", { id, name: `user${id}`, ...kinds })));
}

async function addChannels(store: Store, { seed, users, channels }: SeedMessagesOptions): Promise<number[]> {
  const random = new Random(seed);
  const made: Promise<{ value: { id?: number } }>[] = [];
  for (let number = 1; number <= channels; number++) {
    const channel = {
      name: `channel${number}`,
      kind: number % PRIVATE_EVERY === 0 ? ChannelKind.PRIVATE : ChannelKind.PUBLIC,
      topic: "",
      description: "",
      user: 1 + random.below(users),
      members: Array.from({ length: MEMBERS }, () => 1 + random.below(users)),
      epoch: 1 + seed,
      at: SEED_BEGIN,
    };
    made.push(store.write("createChannel", channel));
  }
  return (await Promise.all(made)).map(({ value }) => value.id!);
}

function entryOf(maker: MessageMaker, channels: readonly number[], number: number) {
  const { channel, user, at, text } = maker.next();
  return {
    channel: channels[channel]!,
    user: user + 1,
    // As clients make them: UUIDs that ascend with time.
    clientId: `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`,
    at,
    entry: encodeEntry({ at, user: user + 1, body: { case: "message", value: { text } } }),
  };
}
