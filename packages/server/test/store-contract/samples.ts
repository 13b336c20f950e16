import type { NewEntry, Store } from "../../src/store/store.ts";

export const PUBLIC = 1;
export const PRIVATE = 2;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const bytes = (text: string): Uint8Array => encoder.encode(text);
export const text = (entry: Uint8Array): string => decoder.decode(entry);

/** An entry whose bytes are its client id, in channel 1 by user 1, unless said otherwise. */
export function entry(clientId: string, more: Partial<NewEntry> = {}): NewEntry {
  return { channel: 1, user: 1, clientId, at: 1000, entry: bytes(clientId), ...more };
}

/** Makes users 1 to `count`, named `u1`, `u2`, … */
export async function addUsers(store: Store, count: number): Promise<void> {
  for (let id = 1; id <= count; id++) await store.connectUser({ id, name: `u${id}` });
}

/** Creates a channel of user 1 and gives its id. */
export async function addChannel(store: Store, name: string, kind = PUBLIC, user = 1): Promise<number> {
  const channel = await store.createChannel({
    name,
    kind,
    user,
    entries: [bytes("created"), bytes("joined")],
  });
  if (channel === undefined) throw new Error(`the name ${name} is taken`);
  return channel.id;
}

/** The whole log of a channel, read page by page, as text; throws if a seq is missing or out of order. */
export async function log(store: Store, channel: number): Promise<string[]> {
  const entries: string[] = [];
  for (let more = true; more;) {
    const query = { channel, after: entries.length, before: 0, limit: 500, maxBytes: 1e6 };
    const page = await store.history(query);
    if (page === undefined) throw new Error(`there is no channel ${channel}`);
    for (const { seq, entry } of page.entries) {
      if (seq !== entries.length + 1) throw new Error(`seq ${seq} follows ${entries.length} in ${channel}`);
      entries.push(text(entry));
    }
    more = page.more;
  }
  return entries;
}
