import { encodeEntry, LIMITS, type Send } from "@hubbub/protocol";

import { findMentions } from "../core/find-mentions.ts";
import type { Member, OnlineUser } from "../core/online-users.ts";
import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { AppendResult } from "../store/store.ts";
import { actionFault, checkMay, noChannel, roleOf } from "./checks.ts";
import { inTurn } from "./slow-mode.ts";
import { reportByRule } from "./word-rules.ts";

const CLIENT_ID = /^[\x21-\x7e]{1,64}$/;

/** What is text alone, and mentions nobody, is appended at once with many others; the rest takes the store's verb. */
function isPlain({ text, thread, inChannel, files }: Send): boolean {
  return thread === 0 && !inChannel && files.length === 0 && !text.includes("@");
}

/** Plain messages are pipelined; the others come after all before them, so that the log has them in order. */
export const sendRuns = (command: Send) => (isPlain(command) ? "pipelined" : "alone");

/** Refusals that a message may meet when it comes again, though it was taken when it came first. */
const SINCE: ReadonlySet<string> = new Set([
  "archived",
  "banned",
  "forbidden",
  "muted",
  "not_found",
  "not_member",
]);

/**
 * Appends a message; the reply comes after its commit (P1), the same one for a repeated client id (P3), whatever has happened
 * to the channel and its members since.
 */
export async function send(gateway: GatewayContext, caller: Caller, command: Send): Promise<Answer> {
  try {
    return await sendNow(gateway, caller, command);
  } catch (error) {
    const before = await sentBefore(gateway, caller, command, error);
    if (before === undefined) throw error;
    return before;
  }
}

/** The answer that the message has got before; undefined if it is new, or the refusal says something of the message itself. */
async function sentBefore(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, clientId }: Send,
  error: unknown,
): Promise<Answer | undefined> {
  if (!(error instanceof Refusal) || !SINCE.has(error.reason) || !CLIENT_ID.test(clientId)) return undefined;
  try {
    const result = await gateway.writes.do("sentMessage", { channel, user: user.id, clientId });
    return result && sentReply(channel, 0, result);
  } catch (reused) {
    // Its client id was used in another channel: here the message is new.
    if (reused instanceof Refusal) return undefined;
    throw reused;
  }
}

async function sendNow(gateway: GatewayContext, { user }: Caller, command: Send): Promise<Answer> {
  const { channel, clientId, text } = command;
  const member = checkMay(user, channel, "send");
  checkMaySend(user, member);
  checkClientId(clientId, "send.clientId");
  if (text !== "" || command.files.length === 0) checkText(text, "send.text");
  if (command.files.length > 0) checkFiles(command.files, "send.files");
  checkRate(gateway, user);
  const checked = gateway.words.check(channel, text, "send.text");
  const at = Date.now();
  const said = checked?.text ?? text;
  const result = await (member.channel.slowModeS === 0
    ? append(gateway, user, member, command, said, at)
    : inTurn(gateway, user, member, {
        act: () => append(gateway, user, member, command, said, at),
        before: () => gateway.writes.do("sentMessage", { channel, user: user.id, clientId }),
        isNew: ({ outcome }) => outcome === "appended",
      }));
  if (checked?.reported !== undefined && "seq" in result) {
    await reportByRule(gateway, channel, result.seq, checked.reported);
  }
  return sentReply(channel, at, result);
}

function append(
  { events, writes }: GatewayContext,
  user: OnlineUser,
  member: Member,
  command: Send,
  text: string,
  at: number,
): Promise<AppendResult> {
  const { channel, clientId, thread, inChannel, files } = command;
  if (isPlain(command)) {
    return events.append({ channel, user: user.id, clientId, at, entry: plainEntry(at, user.id, text) });
  }
  return writes.do("sendMessage", {
    channel,
    user: user.id,
    clientId,
    text,
    thread,
    inChannel,
    files,
    places: findMentions(text),
    mayMentionAll: mayMentionAll(user, member),
    at,
  });
}

const plainEntry = (at: number, user: number, text: string): Uint8Array =>
  encodeEntry({ at, user, body: { case: "message", value: { text } } });

/** The answer to a send, by what the log has made of it. */
export function sentReply(channel: number, at: number, result: AppendResult): Answer {
  switch (result.outcome) {
    case "appended":
      return { case: "sent", value: { channel, seq: result.seq, at, repeated: false } };
    case "repeated":
      return { case: "sent", value: { channel, seq: result.seq, at: result.at, repeated: true } };
    case "reused":
      throw new Refusal(
        "client_id_reused",
        "This client_id made a message in another channel. Choose a new one.",
        {
          field: "send.clientId",
        },
      );
    case "no-channel":
      throw noChannel(channel);
    case "barred":
      throw new Refusal("forbidden", "You were kept from sending to this channel just now.");
  }
}

/** Refuses who is muted, and whose role is below what the channel asks of who sends. */
export function checkMaySend(user: OnlineUser, member: Member): void {
  checkNotMuted(member);
  if (member.channel.postRole > roleOf(user, member)) {
    throw new Refusal("forbidden", "Only some may write in this channel.");
  }
}

/** Whether @channel and @here are more than words for the user. */
export function mayMentionAll(user: OnlineUser, member: Member): boolean {
  return actionFault(member.channel, roleOf(user, member), "mentionAll") === undefined;
}

/** Refuses who a moderator keeps from writing. */
export function checkNotMuted({ mutedUntil }: Member): void {
  if (mutedUntil !== 0 && mutedUntil > Date.now()) {
    throw new Refusal("muted", "A moderator has muted you in this channel.", {
      retryAfterMs: mutedUntil - Date.now(),
    });
  }
}

export function checkClientId(clientId: string, field: string): void {
  if (CLIENT_ID.test(clientId)) return;
  const message = `A client_id has 1 to ${LIMITS.clientIdLength} printable ASCII characters without spaces.`;
  throw new Refusal("invalid", message, { field, limit: LIMITS.clientIdLength });
}

export function checkText(text: string, field: string): void {
  if (text.length === 0) {
    throw new Refusal("invalid", "A message needs a text.", { field, limit: 1 });
  }
  // A UTF-16 unit takes 3 bytes at most, so short texts need no counting.
  if (text.length * 3 > LIMITS.textBytes && Buffer.byteLength(text) > LIMITS.textBytes) {
    const message = `A message has ${LIMITS.textBytes} bytes of UTF-8 at most.`;
    throw new Refusal("too_large", message, { field, limit: LIMITS.textBytes });
  }
}

/** Whose they are is seen when they are taken. */
export function checkFiles(files: readonly number[], field: string): void {
  if (files.length > LIMITS.messageFiles) {
    const message = `A message has ${LIMITS.messageFiles} files at most.`;
    throw new Refusal("too_large", message, { field, limit: LIMITS.messageFiles });
  }
  if (new Set(files).size < files.length) {
    throw new Refusal("invalid", "A file is named twice.", { field });
  }
}

/** Messages, edits and reactions of a user have one rate. */
export function checkRate(gateway: GatewayContext, user: OnlineUser): void {
  const waitMs = user.sends.take(performance.now());
  if (waitMs === 0) return;
  gateway.metrics.rateLimited();
  throw new Refusal("rate_limited", "You send too fast. Send it again after retry_after_ms.", {
    retryAfterMs: waitMs,
  });
}
