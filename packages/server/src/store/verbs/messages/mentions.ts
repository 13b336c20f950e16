import type { Init, Message } from "@hubbub/protocol";

import { all, list, listed, listedTexts, run, type Steps, texts } from "../../sql/steps.ts";

/** For each @ of a text the names (as nameKey gives them) that it may mean, the longest first. */
export type MentionPlaces = readonly (readonly string[])[];

/** Who is mentioned, as a message and an edit say it. */
export type Mentions = Required<Pick<Init<Message>, "mentions" | "mentionsChannel" | "mentionsHere">> & {
  mentions: number[];
};

/** Stands for all members in the table of mentions. */
const ALL = 0;

export interface Mentioning {
  channel: number;
  places: MentionPlaces;
  /** Whether @channel and @here are more than words. */
  mayMentionAll: boolean;
}

/** Members of the channel by name, in the order of the text. */
export function* resolveMentions({ channel, places, mayMentionAll }: Mentioning): Steps<Mentions> {
  const found: Mentions = { mentions: [], mentionsChannel: false, mentionsHere: false };
  if (places.length === 0) return found;
  const members = yield* all<{ id: number; name_key: string }>(
    `SELECT users.id, users.name_key FROM users JOIN members ON members.user = users.id AND members.channel = ?1
     WHERE users.name_key IN ${listedTexts(2)}`,
    channel,
    texts([...new Set(places.flat())]),
  );
  const ids = new Map(members.map(({ id, name_key }) => [name_key, id]));
  const users = new Set<number>();
  for (const names of places) {
    const name = names.find((one) => ids.has(one) || one === "channel" || one === "here");
    const id = name === undefined ? undefined : ids.get(name);
    if (id !== undefined) users.add(id);
    else if (name === "channel" && mayMentionAll) found.mentionsChannel = true;
    else if (name === "here" && mayMentionAll) found.mentionsHere = true;
  }
  return { ...found, mentions: [...users] };
}

export interface MentioningMessage {
  channel: number;
  seq: number;
  /** Seq of the root of its thread; 0: none. */
  thread: number;
  /** The author, who mentions themselves in vain. */
  user: number;
  at: number;
}

/** Notes who is mentioned by a message, instead of who was before; gives the users who were not. */
export function* noteMentions(message: MentioningMessage, mentions: Mentions): Steps<number[]> {
  const { channel, seq, thread, user, at } = message;
  const named = mentions.mentions.filter((id) => id !== user);
  const everybody = mentions.mentionsChannel || mentions.mentionsHere ? [ALL] : [];
  yield* run(
    `DELETE FROM mentions WHERE channel = ?1 AND seq = ?2 AND user NOT IN ${listed(3)}`,
    channel,
    seq,
    list([...named, ...everybody]),
  );
  const added: number[] = [];
  for (const id of [...named, ...everybody]) {
    const rows = yield* all<{ user: number }>(
      `INSERT INTO mentions (user, channel, seq, thread, at) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO NOTHING RETURNING user`,
      id,
      channel,
      seq,
      thread,
      at,
    );
    if (rows.length > 0 && id !== ALL) added.push(id);
  }
  return added;
}
