import { del, get, update } from "idb-keyval";

const KEY = "hubbub-told";
/** What is older, in ms, is pushed no more (docs/SPEC.md, "Notifications"). */
const KEPT_MS = 24 * 60 * 60_000;

/** A message as far as it matters here: later ones of a channel have a later time, or the same and a larger seq. */
export interface Tellable {
  channel: number;
  seq: number;
  /** Ms since 1970, the server's. */
  at: number;
}

/** "heard": only by a sound. */
export type How = "shown" | "heard";

interface Mark extends Tellable {
  how: How;
}

/**
 * To be asked before the user is told of a message: how they were told of it, or of a later one of its channel, in this
 * browser. From now on they count as told. The page and the service worker both ask, so that a message that comes by the
 * page's connection and by a push is told of once.
 */
export async function tellOnce(message: Tellable, how: How): Promise<How | undefined> {
  let before: How | undefined;
  await update<Mark[]>(KEY, (marks = []) => {
    const known = marks.find(({ channel }) => channel === message.channel);
    const isTold = known !== undefined && !isLater(message, known);
    before = isTold ? known.how : undefined;
    if (isTold && (known.how === "shown" || how === "heard")) return marks;
    const { channel, seq, at } = message;
    const kept = marks.filter((each) => each !== known && each.at > Date.now() - KEPT_MS);
    return [...kept, { channel, seq, at, how }];
  });
  return before;
}

/** Those of the messages that nobody was told of in this browser. */
export async function untold<M extends Tellable>(messages: readonly M[]): Promise<M[]> {
  const marks = (await get<Mark[]>(KEY)) ?? [];
  return messages.filter((message) => {
    const known = marks.find(({ channel }) => channel === message.channel);
    return known === undefined || isLater(message, known);
  });
}

function isLater(message: Tellable, than: Tellable): boolean {
  return message.at > than.at || (message.at === than.at && message.seq > than.seq);
}

/** Nobody was told of anything. */
export function forgetTold(): Promise<void> {
  return del(KEY);
}
