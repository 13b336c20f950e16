import { HAS, type Has } from "../../search/has.ts";
import { fold } from "./fold.ts";
import type { SearchMessage } from "./search-change.ts";
import { addTokens } from "./tokens.ts";

/** A message's row. */
export interface DocumentRow {
  /** Ascends with time: DOCUMENTS_PER_MS numbers for each millisecond. */
  id: number;
  channel: number;
  seq: number;
  user: number;
  /** Of HAS, bit by bit. */
  has: number;
  text: string;
  /** Names of files, a line each; null for none. */
  files: string | null;
}

export const DOCUMENTS_PER_MS = 16;

/** Every message has this word, so that a search for what is not in it has where to begin; the lexicon counts it. */
export const ANY_TOKEN = ":";
// No word has a colon.
export const channelToken = (channel: number): string => `:c${channel}`;
export const userToken = (user: number): string => `:u${user}`;
export const hasToken = (what: Has): string => `:${what}`;

export interface DocumentTokens {
  words: Set<string>;
  others: Set<string>;
}

/** What a message is found by. It depends on the row alone, because what is taken out of the index is computed again. */
export function documentTokens(row: DocumentRow): DocumentTokens {
  const words = new Set([ANY_TOKEN]);
  const others = new Set([channelToken(row.channel), userToken(row.user)]);
  for (const what of hasOf(row.has)) others.add(hasToken(what));
  addTokens(foldedText(row), words, others);
  return { words, others };
}

/** Where a search looks: the text, then the files' names, with a NUL before each. */
export function foldedText({ text, files }: Pick<DocumentRow, "text" | "files">): string {
  return fold(files === null ? text : `${text}\0${files.replaceAll("\n", "\0")}`);
}

export function rowOf(id: number, message: SearchMessage): DocumentRow {
  const { channel, seq, user, text, files } = message;
  return {
    id,
    channel,
    seq,
    user,
    has: hasBits(message.has),
    text,
    files: files.length === 0 ? null : files.join("\n"),
  };
}

export function hasBits(has: readonly Has[]): number {
  return has.reduce((bits, what) => bits | (1 << HAS.indexOf(what)), 0);
}

function hasOf(bits: number): Has[] {
  return bits === 0 ? [] : HAS.filter((_, at) => (bits & (1 << at)) !== 0);
}
