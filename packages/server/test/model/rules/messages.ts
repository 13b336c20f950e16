import { LIMITS } from "@hubbub/protocol";

import { mayDo, readable } from "../access.ts";
import { Refused, refuseIf } from "../refused.ts";
import { log } from "../rooms.ts";
import { SOME_TIME, stateOf } from "../said.ts";
import { type Room, type Said, seqOf } from "../world.ts";
import { type Answer, logged, type Rules } from "./rule.ts";
import { checkNotMuted, isIn, liveMessage } from "./sending.ts";

/** One emoji of Unicode; the server has none of its own here. */
const isEmoji = (text: string): boolean => /^\p{RGI_Emoji}$/v.test(text);
const isCustom = (text: string): boolean => /^:[a-z0-9_-]{2,32}:$/.test(text);

function checkEmoji(emoji: string): void {
  refuseIf(!isEmoji(emoji) && !isCustom(emoji), "invalid");
}

const messages = (room: Room, states: readonly Said[], more: object = {}): Answer => ({
  case: "messages",
  value: {
    channel: room.id,
    epoch: SOME_TIME,
    head: seqOf(room),
    messages: states.map((said) => stateOf(room, said)),
    ...more,
  },
});

export const MESSAGES: Rules<
  | "addReaction"
  | "removeReaction"
  | "pinMessage"
  | "unpinMessage"
  | "listMessages"
  | "getMessages"
  | "listEdits"
  | "listPins"
> = {
  addReaction: {
    scope: "messages:write",
    do(world, by, { channel, seq, emoji }) {
      const { room, mine } = mayDo(world, by, channel, "react");
      checkNotMuted(mine);
      checkEmoji(emoji);
      const said = liveMessage(room, seq);
      refuseIf(isCustom(emoji), "not_found");
      const known = said.reactions.find((reaction) => reaction.emoji === emoji);
      if (known?.users.includes(by.id)) return logged(channel, 0);
      if (known) known.users.push(by.id);
      else said.reactions.push({ emoji, users: [by.id] });
      return logged(channel, log(room, by.id, { case: "reactionAdded", value: { seq, emoji } }));
    },
  },
  removeReaction: {
    scope: "messages:write",
    do(world, by, { channel, seq, emoji }) {
      const { room } = mayDo(world, by, channel, "react");
      checkEmoji(emoji);
      const said = liveMessage(room, seq);
      const known = said.reactions.find((reaction) => reaction.emoji === emoji);
      if (!known?.users.includes(by.id)) return logged(channel, 0);
      known.users = known.users.filter((user) => user !== by.id);
      said.reactions = said.reactions.filter(({ users }) => users.length > 0);
      return logged(channel, log(room, by.id, { case: "reactionRemoved", value: { seq, emoji } }));
    },
  },
  pinMessage: {
    scope: "messages:write",
    do(world, by, { channel, seq }) {
      const { room, mine } = mayDo(world, by, channel, "pin");
      checkNotMuted(mine);
      const said = liveMessage(room, seq);
      if (said.pinned) return logged(channel, 0);
      const event = log(room, by.id, { case: "pinned", value: { seq } });
      said.pinned = { event, by: by.id };
      return logged(channel, event);
    },
  },
  unpinMessage: {
    scope: "messages:write",
    do(world, by, { channel, seq }) {
      const { room, mine } = mayDo(world, by, channel, "pin");
      checkNotMuted(mine);
      const said = liveMessage(room, seq);
      if (!said.pinned) return logged(channel, 0);
      said.pinned = undefined;
      return logged(channel, log(room, by.id, { case: "unpinned", value: { seq } }));
    },
  },
  listMessages: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channel, thread, before, after, around, limit }) {
      refuseIf([before, after, around].filter((seq) => seq !== 0).length > 1, "invalid");
      refuseIf(limit > LIMITS.pageMax, "too_large");
      const room = readable(world, by, channel);
      const size = limit || LIMITS.pageDefault;
      const all = [...room.messages.values()].filter(isIn(thread));
      const end = before || Infinity;
      const earlier = around === 0 ? size : Math.floor(size / 2);
      let from = all.findIndex(({ seq }) => seq >= (around || end));
      if (from < 0) from = all.length;
      let page = all.slice(Math.max(0, from - earlier), from);
      let start = from - page.length;
      if (around !== 0) page = [...page, ...all.slice(from, from + size - earlier)];
      if (after !== 0) {
        start = all.filter(({ seq }) => seq <= after).length;
        page = all.slice(start, start + size);
      }
      const moreAfter = start + page.length < all.length;
      return messages(room, page, { thread, moreBefore: start > 0, moreAfter });
    },
  },
  getMessages: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channel, seqs }) {
      refuseIf(seqs.length === 0 || seqs.length > LIMITS.pageMax, "invalid");
      const room = readable(world, by, channel);
      return messages(
        room,
        [...room.messages.values()].filter(({ seq }) => seqs.includes(seq)),
      );
    },
  },
  listEdits: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channel, seq }) {
      const said = readable(world, by, channel).messages.get(seq);
      if (!said) throw new Refused("not_found");
      const earlier = said.versions.slice(0, -1);
      return { case: "edits", value: { versions: earlier.map(({ text }) => ({ at: SOME_TIME, text })) } };
    },
  },
  listPins: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channel }) {
      const room = readable(world, by, channel);
      const pinned = [...room.messages.values()].filter((said) => said.pinned);
      return messages(
        room,
        pinned.toSorted((a, b) => b.pinned!.event - a.pinned!.event),
      );
    },
  },
};
