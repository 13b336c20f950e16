import { Role, WordAction } from "@hubbub/protocol";

import { faultOf, mayDo, roleIn } from "../access.ts";
import { act } from "../acts.ts";
import { add } from "../learned.ts";
import { Refused, refuseIf } from "../refused.ts";
import { log } from "../rooms.ts";
import { isShown, mentionsIn, saying, SOME_TIME, summaryOf } from "../said.ts";
import { type Account, key, type Member, type Room, type Said, type World } from "../world.ts";
import { type Answer, logged, type Rules, type Value } from "./rule.ts";
import { follow, followUnasked } from "./threads.ts";

export function checkNotMuted({ mutedUntil }: Member): void {
  refuseIf(mutedUntil !== 0, "muted");
}

/** Muted members don't write, nor who has less than the channel's least role for it. */
export function checkMaySend(room: Room, by: Account, mine: Member): void {
  checkNotMuted(mine);
  refuseIf(room.postRole > roleIn(room, by), "forbidden");
}

const isSlowed = (room: Room, by: Account): boolean =>
  room.slowModeS !== 0 && roleIn(room, by) < Role.MODERATOR;

/** In slow mode nobody but moderators does anything twice here: no test is so long. */
export function checkTurn(world: World, room: Room, by: Account): void {
  refuseIf(isSlowed(room, by) && world.slowed.has(key(by.id, room.id)), "rate_limited");
}

export function takeTurn(world: World, room: Room, by: Account): void {
  if (isSlowed(room, by)) world.slowed.add(key(by.id, room.id));
}

export const checkClientId = (clientId: string): void =>
  refuseIf(!/^[\x21-\x7e]{1,64}$/.test(clientId), "invalid");

/** What is kept of a text by the word rules, and the pattern that wants it reported; patterns are single words here. */
export function underRules(world: World, channel: number, text: string) {
  const rules = [0, channel].flatMap((place) => world.rules.filter((rule) => rule.channel === place));
  const words = text.split(" ");
  const found = [0, channel].flatMap((place) =>
    words.flatMap((word) =>
      rules.filter((rule) => rule.channel === place && rule.pattern.toLowerCase() === word.toLowerCase()),
    ),
  );
  refuseIf(
    found.some(({ action }) => action === WordAction.REFUSE),
    "forbidden",
  );
  const masked = found.filter(({ action }) => action === WordAction.MASK).map(({ pattern }) => pattern);
  const hides = (word: string) => masked.some((pattern) => pattern.toLowerCase() === word.toLowerCase());
  return {
    said: words.map((word) => (hides(word) ? "*".repeat(word.length) : word)).join(" "),
    reported: found.find(({ action }) => action === WordAction.REPORT)?.pattern,
  };
}

export function reportByRule(world: World, channel: number, seq: number, pattern: string | undefined): void {
  if (pattern === undefined) return;
  if (world.reports.some((report) => report.channel === channel && report.seq === seq && report.by === 0))
    return;
  const reason = `Word rule: ${pattern}`;
  add(world.reports, { id: 0, channel, seq, by: 0, reason, closedBy: 0, note: "" });
}

/** A message that is there; there is none that was deleted. */
export function liveMessage(room: Room, seq: number): Said {
  const said = room.messages.get(seq);
  if (!said || said.deleted) throw new Refused("not_found");
  return said;
}

/** What replies go to: a message that is no reply itself. */
export function threadRoot(room: Room, seq: number): Said {
  const root = liveMessage(room, seq);
  refuseIf(root.thread !== 0, "invalid");
  return root;
}

/** What a client id has made in this channel. */
export function sentBefore(world: World, by: Account, channel: number, clientId: string) {
  const sent = world.sent.get(key(by.id, clientId));
  refuseIf(sent !== undefined && sent.channel !== channel, "client_id_reused");
  return sent;
}

export const mayMentionAll = (room: Room, by: Account): boolean =>
  faultOf(room, roleIn(room, by), "mentionAll") === undefined;

const SINCE: ReadonlySet<string> = new Set([
  "archived",
  "banned",
  "forbidden",
  "muted",
  "not_found",
  "not_member",
]);

function sendNow(world: World, by: Account, message: Value<"send">): Answer {
  const { channel, clientId, text, thread, inChannel, files } = message;
  const { room, mine } = mayDo(world, by, channel, "send");
  checkMaySend(room, by, mine);
  checkClientId(clientId);
  refuseIf(text === "", "invalid");
  if (files.length > 0) throw new Error("the model has no files");
  const { said, reported } = underRules(world, channel, text);
  // A message that was sent before takes no turn of slow mode.
  const known = world.sent.get(key(by.id, clientId));
  if (!known) checkTurn(world, room, by);
  if (sentBefore(world, by, channel, clientId)) {
    return { case: "sent", value: { channel, seq: known!.seq, at: SOME_TIME, repeated: true } };
  }
  const root = thread === 0 ? undefined : threadRoot(room, thread);
  const mentions = mentionsIn(world, room, said, mayMentionAll(room, by));
  const shown = root !== undefined && inChannel;
  const seq = log(room, by.id, {
    case: "message",
    value: { text: said, thread, inChannel: shown, ...mentions },
  });
  room.messages.set(seq, {
    seq,
    user: by.id,
    thread,
    inChannel: shown,
    deleted: false,
    versions: [{ event: seq, text: said, ...mentions }],
    reactions: [],
    pinned: undefined,
  });
  world.sent.set(key(by.id, clientId), { channel, seq });
  takeTurn(world, room, by);
  if (root) {
    follow(world, room, by.id, root.seq, seq);
    followUnasked(world, room, [root.user], root.seq, root.seq);
    followUnasked(world, room, mentions.mentions, root.seq, seq - 1);
  }
  reportByRule(world, channel, seq, reported);
  return { case: "sent", value: { channel, seq, at: SOME_TIME, repeated: false } };
}

export const SENDING: Rules<"send" | "editMessage" | "deleteMessage"> = {
  send: {
    scope: "messages:write",
    do(world, by, command) {
      try {
        return sendNow(world, by, command);
      } catch (refused) {
        const { channel, clientId } = command;
        const sent = world.sent.get(key(by.id, clientId));
        // What was taken when it came first stays taken, whatever has happened since.
        const isSince = refused instanceof Refused && SINCE.has(refused.reason);
        if (!isSince || sent?.channel !== channel) throw refused;
        return { case: "sent", value: { channel, seq: sent.seq, at: SOME_TIME, repeated: true } };
      }
    },
  },
  editMessage: {
    scope: "messages:write",
    do(world, by, { channel, seq, text, clientId }) {
      const { room, mine } = mayDo(world, by, channel, "editOwn");
      checkNotMuted(mine);
      checkClientId(clientId);
      const { said: kept, reported } = underRules(world, channel, text);
      const before = sentBefore(world, by, channel, clientId);
      const event = before ? before.seq : edit(world, room, by, { seq, text: kept, clientId });
      reportByRule(world, channel, seq, reported);
      return logged(channel, event);
    },
  },
  deleteMessage: {
    scope: "messages:write",
    do(world, by, { channel, seq }) {
      const { room } = mayDo(world, by, channel, "deleteOwn");
      const said = room.messages.get(seq);
      if (!said) throw new Refused("not_found");
      if (said.deleted) return logged(channel, 0);
      const others = faultOf(room, roleIn(room, by), "deleteOthers") === undefined;
      refuseIf(said.user !== by.id && !others, "forbidden");
      return logged(channel, erase(world, room, said, by.id));
    },
  },
};

function edit(
  world: World,
  room: Room,
  by: Account,
  { seq, text, clientId }: { seq: number; text: string; clientId: string },
): number {
  const said = liveMessage(room, seq);
  refuseIf(said.user !== by.id, "forbidden");
  refuseIf(text === "", "invalid");
  if (saying(said)!.text === text) return 0;
  const mentions = mentionsIn(world, room, text, mayMentionAll(room, by));
  const already = saying(said)!.mentions;
  const event = log(room, by.id, { case: "edited", value: { seq, text, ...mentions } });
  said.versions.push({ event, text, ...mentions });
  world.sent.set(key(by.id, clientId), { channel: room.id, seq: event });
  const named = mentions.mentions.filter((user) => user !== by.id && !already.includes(user));
  if (said.thread !== 0) followUnasked(world, room, named, said.thread, seq - 1);
  return event;
}

/** Nothing of what a message said is left, not in its events either; the seq of the event that tells it. */
export function erase(world: World, room: Room, said: Said, by: number): number {
  if (said.user !== by) {
    const detail = { author: said.user };
    const done = { actor: by, action: "message.delete", channel: room.id, target: said.seq, detail };
    act(world, done);
  }
  const { seq, thread, inChannel } = said;
  const [, ...edits] = said.versions;
  room.log[seq - 1]!.body = { case: "message", value: { thread, inChannel, deleted: true } };
  for (const { event } of edits) room.log[event - 1]!.body = { case: "edited", value: { seq } };
  Object.assign(said, { deleted: true, versions: [], reactions: [], pinned: undefined });
  const replies = thread === 0 ? undefined : (summaryOf(room, thread) ?? {});
  return log(room, by, { case: "deleted", value: { seq, thread, replies } });
}

/** Whether a page of the channel, or of a thread, has the message. */
export const isIn = (thread: number) => (said: Said) =>
  thread === 0 ? isShown(said) : said.thread === thread;
