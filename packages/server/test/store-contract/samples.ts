import { BadFrame, decodeEntry, decodeServerFrame, Role, type UserEvent } from "@hubbub/protocol";

import type { NewEntry, Store, UserChange, VerbArgs, WriteVerbs } from "../../src/store/store.ts";

export const PUBLIC = 1;
export const PRIVATE = 2;
/** What channels are made with here. */
export const EPOCH = 1_234_567_890;
/** When all is done here. */
export const AT = 1000;

/** Begins what is no event: no field of a message has this number and type. */
const OPAQUE = 0x07;

/** Bytes that are no event, as the store has to keep them all the same. */
export const bytes = (text: string): Uint8Array =>
  Buffer.concat([new Uint8Array([OPAQUE]), Buffer.from(text)]);

/** The text of `bytes` or of a message; of other events what they are. */
export function text(entry: Uint8Array): string {
  try {
    const { body } = decodeEntry(0, 0, entry);
    return body.case === "message" ? body.value.text : (body.case ?? "");
  } catch (error) {
    if (!(error instanceof BadFrame)) throw error;
    return new TextDecoder().decode(entry[0] === OPAQUE ? entry.subarray(1) : entry);
  }
}

/** An entry whose bytes are its client id, in channel 1 by user 1, unless said otherwise. */
export function entry(clientId: string, more: Partial<NewEntry> = {}): NewEntry {
  return { channel: 1, user: 1, clientId, at: AT, entry: bytes(clientId), ...more };
}

/** A person named `u1`, `u2`, … unless said otherwise. */
export function person(
  id: number,
  more: Partial<VerbArgs<WriteVerbs["saveUser"]>> = {},
): VerbArgs<WriteVerbs["saveUser"]> {
  return { id, name: `u${id}`, bot: false, admin: false, guest: false, ...more };
}

/** Makes users 1 to `count`. */
export async function addUsers(store: Store, count: number): Promise<void> {
  for (let id = 1; id <= count; id++) await store.write("saveUser", person(id));
}

type NewChannel = VerbArgs<WriteVerbs["createChannel"]>;

/** A public channel of user 1 alone, unless said otherwise. */
export function newChannel(name: string, more: Partial<NewChannel> = {}): NewChannel {
  const texts = { topic: "", description: "" };
  return { name, kind: PUBLIC, ...texts, user: 1, members: [], epoch: EPOCH, at: AT, ...more };
}

/** Creates a channel and gives its id. */
export async function addChannel(store: Store, name: string, kind = PUBLIC, user = 1): Promise<number> {
  const { value } = await store.write("createChannel", newChannel(name, { kind, user }));
  return value.id ?? 0;
}

export const joining = (channel: number, user: number) => ({ channel, user, role: Role.MEMBER, at: AT });
export const leaving = (channel: number, user: number) => ({ channel, user, at: AT });

/** The bodies of events as a verb has added them. */
export const bodies = (events: readonly { entry: Uint8Array }[]) =>
  events.map(({ entry }) => decodeEntry(0, 0, entry).body);

/** What is told to a user by one change. */
export function toldEvent({ frame }: UserChange): UserEvent {
  const { userEvents, ...rest } = decodeServerFrame(frame);
  const [event, ...others] = userEvents;
  if (event === undefined || others.length > 0 || Object.values(rest).some((part) => part.length > 0)) {
    throw new Error("a change of a user's feed has to be a frame of one event");
  }
  return event;
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
