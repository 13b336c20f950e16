import { type Init, LIMITS, type Thread } from "@hubbub/protocol";

import { belongs, mayDo, readable } from "../access.ts";
import { Refused, refuseIf } from "../refused.ts";
import { isMentioned, repliesOf, stateOf, summaryOf } from "../said.ts";
import { type Account, key, type Room, type World } from "../world.ts";
import { unreadThread } from "./reading.ts";
import { DONE, given, type Rules } from "./rule.ts";
import { checkClientId, checkMaySend, checkTurn, sentBefore, takeTurn, threadRoot } from "./sending.ts";
import { follow } from "./threads.ts";

interface Place {
  room: Room;
  root: number;
}

/** Threads of a channel, or the followed ones of all channels of the user. */
function threadsOf(world: World, by: Account, channel: number): Place[] {
  const rooms = channel === 0 ? [...world.channels.values()] : [readable(world, by, channel)];
  const follows = (room: Room, root: number) => world.follows.get(key(by.id, room.id, root))?.following;
  return rooms
    .flatMap((room) => [...room.messages.keys()].map((root) => ({ room, root })))
    .filter(({ room, root }) => repliesOf(room, root).length > 0)
    .filter(({ room, root }) => channel !== 0 || (room.members.has(by.id) && follows(room, root)));
}

function threadView(world: World, by: Account, { room, root }: Place): Init<Thread> {
  const known = world.follows.get(key(by.id, room.id, root));
  const counts = known?.following ? unreadThread(world, known) : { unread: 0, mentions: 0 };
  const state = stateOf(room, room.messages.get(root)!);
  const following = known?.following ?? false;
  return { channel: room.id, root: state, following, read: known?.read ?? 0, ...counts };
}

export const OWN_MESSAGES: Rules<
  "listThreads" | "followThread" | "listMentions" | "setDraft" | "scheduleMessage" | "cancelScheduled"
> = {
  listThreads: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channel, before, limit, unreadOnly }) {
      refuseIf(limit > LIMITS.foundMax, "too_large");
      if (before !== 0) throw new Error("the model knows no times");
      const threads = threadsOf(world, by, channel).map((place) => threadView(world, by, place));
      return {
        case: "threads",
        value: { threads: threads.filter(({ unread }) => !unreadOnly || unread) },
      };
    },
  },
  followThread: {
    scope: "messages:read",
    do(world, by, { channel, seq, stop }) {
      const { room } = belongs(world, by, channel);
      const known = world.follows.get(key(by.id, channel, seq));
      if (stop) {
        if (known?.following) Object.assign(known, { following: false, stopped: true });
        return DONE;
      }
      const summary = summaryOf(room, seq);
      if (!summary) threadRoot(room, seq);
      follow(world, room, by.id, seq, summary?.lastSeq ?? seq);
      return DONE;
    },
  },
  listMentions: {
    scope: "messages:read",
    reads: true,
    do(world, by, { limit }) {
      refuseIf(limit > LIMITS.foundMax, "too_large");
      const found = [...world.channels.values()]
        .filter(({ members }) => members.has(by.id))
        .flatMap((room) =>
          [...room.messages.values()]
            .filter((said) => said.user !== by.id && isMentioned(said, by.id))
            .map((said) => ({ channel: room.id, message: stateOf(room, said) })),
        );
      return { case: "found", value: { found } };
    },
  },
  setDraft: {
    scope: "messages:write",
    do(world, by, { channel, thread, text }) {
      const id = key(by.id, channel, thread);
      if (text !== "") belongs(world, by, channel);
      if (text !== "" || world.drafts.has(id)) world.drafts.set(id, { user: by.id, channel, thread, text });
      return DONE;
    },
  },
  scheduleMessage: {
    scope: "messages:write",
    do(world, by, { channel, clientId, text, thread, at }, answered) {
      const { room, mine } = mayDo(world, by, channel, "send");
      checkMaySend(room, by, mine);
      checkClientId(clientId);
      refuseIf(text === "" || at === 0, "invalid");
      refuseIf(at > Date.now() + LIMITS.scheduledDays * 86_400_000, "too_large");
      const known = [...world.scheduled.values()].find(
        (each) => each.user === by.id && each.clientId === clientId,
      );
      if (!known) {
        checkTurn(world, room, by);
        refuseIf(sentBefore(world, by, channel, clientId) !== undefined, "client_id_reused");
        if (thread !== 0) threadRoot(room, thread);
        takeTurn(world, room, by);
      }
      const id = given(answered, "scheduled")?.id ?? Math.max(0, ...world.scheduled.keys()) + 1;
      const scheduled = known ?? { id, user: by.id, clientId, channel, thread, text, at };
      world.scheduled.set(scheduled.id, scheduled);
      const { user: _user, clientId: _clientId, ...value } = scheduled;
      return { case: "scheduled", value };
    },
  },
  cancelScheduled: {
    scope: "messages:write",
    do(world, by, { id }) {
      if (world.scheduled.get(id)?.user !== by.id) throw new Refused("not_found");
      world.scheduled.delete(id);
      return DONE;
    },
  },
};
