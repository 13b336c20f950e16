import type { Command, Init, ListMessages, MessagePage } from "@hubbub/protocol";

import type { EventBody, LoggedEvent, ScriptedChannel } from "./scripted-log.ts";
import { pageOf, statesOf } from "./scripted-messages.ts";

/** The event by which a command changes a message; undefined if all is so already, or there is nothing to change. */
export function changeOf(
  channel: ScriptedChannel,
  user: number,
  body: Command["body"],
): EventBody | undefined {
  if (body.value === undefined || !("seq" in body.value)) return undefined;
  const { seq } = body.value;
  const target = statesOf(channel.events).find((state) => state.seq === seq);
  if (target === undefined || target.message?.deleted === true) return undefined;
  const reacted = (emoji: string) =>
    target.reactions?.some((each) => each.emoji === emoji && each.users?.includes(user)) === true;
  switch (body.case) {
    case "editMessage":
      return { case: "edited", value: { seq, text: body.value.text } };
    case "deleteMessage": {
      const { thread = 0 } = target.message ?? {};
      const gone: LoggedEvent = {
        channel: 0,
        seq: 0,
        at: 0,
        user,
        body: { case: "deleted", value: { seq } },
      };
      const root = statesOf([...channel.events, gone]).find((state) => state.seq === thread);
      return { case: "deleted", value: { seq, thread, replies: root?.replies } };
    }
    case "addReaction":
      return reacted(body.value.emoji)
        ? undefined
        : { case: "reactionAdded", value: { seq, emoji: body.value.emoji } };
    case "removeReaction":
      return reacted(body.value.emoji)
        ? { case: "reactionRemoved", value: { seq, emoji: body.value.emoji } }
        : undefined;
    case "pinMessage":
      return { case: "pinned", value: { seq } };
    case "unpinMessage":
      return { case: "unpinned", value: { seq } };
    default:
      return undefined;
  }
}

export function pageFor(channel: ScriptedChannel, query: ListMessages, most: number): Init<MessagePage> {
  const limit = Math.min(query.limit === 0 ? 100 : query.limit, most);
  const { id, epoch, head, events } = channel;
  return { channel: id, epoch, head, thread: query.thread, ...pageOf(events, { ...query, limit }) };
}
