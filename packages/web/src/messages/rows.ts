import type { MessageState } from "@hubbub/client";

import { dayNumber } from "../i18n/dates.ts";

/** Messages of one author that follow each other within this time stand together, in ms. */
const TOGETHER_MS = 5 * 60_000;

/** Whether a message begins another day than the one before it. */
export function beginsDay(at: number, before: MessageState | undefined): boolean {
  return before === undefined || dayNumber(before.at) !== dayNumber(at);
}

/** Whether a message stands with the one before it: neither author nor avatar are repeated. */
export function standsTogether(message: MessageState, before: MessageState | undefined): boolean {
  if (before === undefined || before.user !== message.user || message.at - before.at > TOGETHER_MS)
    return false;
  const [said, saidBefore] = [message.message, before.message];
  return (
    said?.alias?.name === saidBefore?.alias?.name &&
    said?.thread === saidBefore?.thread &&
    dayNumber(before.at) === dayNumber(message.at)
  );
}

/** Whether it mentions the user, by name or with everybody. */
export function isMention({ user, message }: MessageState, me: number): boolean {
  if (message === undefined || user === me) return false;
  return message.mentions.includes(me) || message.mentionsChannel || message.mentionsHere;
}

/** Index of the first message at or after `seq`; the number of messages if there is none. */
export function indexOf(messages: readonly MessageState[], seq: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first message of others after `seq`. */
export function firstUnread(
  messages: readonly MessageState[],
  seq: number,
  me: number,
): MessageState | undefined {
  return messages.slice(indexOf(messages, seq + 1)).find(({ user }) => user !== me);
}
