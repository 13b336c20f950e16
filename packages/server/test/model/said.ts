import type { Init, MessageState, ThreadSummary } from "@hubbub/protocol";

import type { Mentions, Room, Said, World } from "./world.ts";

/** Times that the model doesn't know: that there is one. */
export const SOME_TIME = 1;

export const isShown = ({ thread, inChannel }: Said): boolean => thread === 0 || inChannel;

/** What a message says now; of a deleted one there is nothing. */
export const saying = ({ versions }: Said) => versions.at(-1);

/** Replies of a thread that were not deleted. */
export const repliesOf = (room: Room, root: number): Said[] =>
  [...room.messages.values()].filter(({ thread, deleted }) => root !== 0 && thread === root && !deleted);

export function summaryOf(room: Room, root: number): Init<ThreadSummary> | undefined {
  const replies = repliesOf(room, root);
  const last = replies.at(-1);
  if (!last) return undefined;
  const users = [...new Set(replies.map(({ user }) => user))].toSorted((a, b) => a - b).slice(0, 10);
  return { count: replies.length, lastSeq: last.seq, lastAt: SOME_TIME, users };
}

/** A message as it reads now. */
export function stateOf(room: Room, said: Said): Init<MessageState> {
  const { seq, user, thread, inChannel, deleted, versions, reactions, pinned } = said;
  const now = saying(said);
  const text = now && {
    text: now.text,
    mentions: now.mentions,
    mentionsChannel: now.mentionsChannel,
    mentionsHere: now.mentionsHere,
  };
  return {
    seq,
    at: SOME_TIME,
    user,
    message: { thread, inChannel, deleted, ...text },
    editedAt: versions.length > 1 ? SOME_TIME : 0,
    reactions,
    replies: summaryOf(room, seq),
    pinnedAt: pinned ? SOME_TIME : 0,
    pinnedBy: pinned?.by ?? 0,
  };
}

export const isMentioned = (said: Said, user: number): boolean => {
  const now = saying(said);
  return now !== undefined && (now.mentionsChannel || now.mentionsHere || now.mentions.includes(user));
};

/** Names and @channel in a text of words with spaces between them: the whole of a word behind an @. */
export function mentionsIn(world: World, room: Room, text: string, mayMentionAll: boolean): Mentions {
  const found: Mentions = { mentions: [], mentionsChannel: false, mentionsHere: false };
  for (const word of text.toLowerCase().split(" ")) {
    if (!word.startsWith("@")) continue;
    const member = [...room.members.keys()].find((id) => `@${world.users.get(id)!.name}` === word);
    if (member !== undefined && !found.mentions.includes(member)) found.mentions.push(member);
    found.mentionsChannel ||= word === "@channel" && mayMentionAll;
    found.mentionsHere ||= word === "@here" && mayMentionAll;
  }
  return found;
}
