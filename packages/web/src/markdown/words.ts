import { nameKey, type User } from "@hubbub/client";

/** An emoji by its name: one of Unicode, or the server's own one with the id of its image. */
export type NamedEmoji = { unicode: string } | { file: number };

/** What names in a text mean. */
export interface Words {
  /** Who is mentioned in it by name. */
  mentions: readonly User[];
  /** Those of "channel" and "here" that mention all. */
  mentionsAll: readonly string[];
  /** Id of the user who reads it. */
  me: number;
  /** Id of a channel that the reader knows. */
  channel: (name: string) => number | undefined;
  /** Names of channels that it may mean, the longest first. */
  channelNames: readonly string[];
  emoji: (name: string) => NamedEmoji | undefined;
  /** It stands in a link: nothing in it can be pressed for itself. */
  inLink: boolean;
}

export const NO_WORDS: Words = {
  mentions: [],
  mentionsAll: [],
  me: 0,
  channel: () => undefined,
  channelNames: [],
  emoji: () => undefined,
  inLink: false,
};

export type Part =
  | { kind: "text"; text: string }
  /** `user` is undefined where all are meant. */
  | { kind: "mention"; text: string; user: User | undefined; isMe: boolean }
  | { kind: "channel"; text: string; id: number }
  | { kind: "emoji"; name: string; emoji: NamedEmoji };

/** An @ or # that no word or backslash stands before, as the server looks for mentions; or an emoji's name. */
const PLACE = /(?<![\p{L}\p{M}\p{N}_\\])[@#](?=\S)|:([a-z0-9_+-]{1,60}):/gu;
const WORD = /^[\p{L}\p{M}\p{N}_]/u;

/** Finds in a text who and what is named there. */
export function splitWords(text: string, words: Words): Part[] {
  const parts: Part[] = [];
  let from = 0;
  const add = (at: number, length: number, part: Part) => {
    if (at > from) parts.push({ kind: "text", text: text.slice(from, at) });
    parts.push(part);
    from = at + length;
  };
  for (const { 0: sign, 1: name, index } of text.matchAll(PLACE)) {
    if (index < from) continue;
    if (name !== undefined) {
      const emoji = words.emoji(name);
      if (emoji !== undefined) add(index, sign.length, { kind: "emoji", name, emoji });
      continue;
    }
    if (words.inLink) continue;
    const part = sign === "@" ? mentionAt(text, index, words) : channelAt(text, index, words);
    if (part !== undefined) add(index, part.text.length, part);
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}

function mentionAt(text: string, at: number, { mentions, mentionsAll, me }: Words) {
  const named = [
    ...mentions.map((user) => ({ name: user.name, user: user as User | undefined })),
    ...mentionsAll.map((name) => ({ name, user: undefined })),
  ].toSorted((a, b) => b.name.length - a.name.length);
  for (const { name, user } of named) {
    const found = wordAt(text, at + 1, name);
    const isMe = user === undefined || user.id === me;
    if (found !== undefined) return { kind: "mention" as const, text: `@${found}`, user, isMe };
  }
  return undefined;
}

function channelAt(text: string, at: number, { channelNames, channel }: Words) {
  for (const name of channelNames) {
    const found = wordAt(text, at + 1, name);
    const id = found === undefined ? undefined : channel(name);
    if (id !== undefined) return { kind: "channel" as const, text: `#${found}`, id };
  }
  return undefined;
}

/** The name as it is written there, if it is: without regard to case, and not as the start of a longer word. */
function wordAt(text: string, at: number, name: string): string | undefined {
  const written = text.slice(at, at + name.length);
  if (written.length < name.length || nameKey(written) !== nameKey(name)) return undefined;
  return WORD.test(text.slice(at + name.length)) && WORD.test(written.slice(-1)) ? undefined : written;
}
