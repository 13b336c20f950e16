import type { Event, Message } from "@hubbub/protocol";

import type { Has } from "../../search/has.ts";
import { findLinks } from "../previews/find-links.ts";
import type { SearchChange } from "./search-change.ts";

/** Whether anybody's reaction to a message is left, as far as the gateway has come. */
export type IsReactedTo = (channel: number, seq: number) => boolean;

/** What an event of the log changes for the search. */
export function changeOf(
  { channel, seq, at, user, body }: Event,
  isReactedTo: IsReactedTo,
): SearchChange | undefined {
  switch (body.case) {
    case "message": {
      if (body.value.deleted) return undefined;
      const { text, files } = body.value;
      return {
        kind: "message",
        channel,
        seq,
        user,
        at,
        text,
        files: files.map(({ name }) => name),
        has: hasOf(body.value),
      };
    }
    case "edited":
      return {
        kind: "edited",
        channel,
        seq: body.value.seq,
        text: body.value.text,
        link: hasLink(body.value.text),
      };
    case "deleted":
      return { kind: "removed", channel, seq: body.value.seq };
    case "reactionAdded":
      return { kind: "has", channel, seq: body.value.seq, what: "reaction", now: true };
    case "reactionRemoved": {
      const now = isReactedTo(channel, body.value.seq);
      return { kind: "has", channel, seq: body.value.seq, what: "reaction", now };
    }
    case "pinned":
      return { kind: "has", channel, seq: body.value.seq, what: "pin", now: true };
    case "unpinned":
      return { kind: "has", channel, seq: body.value.seq, what: "pin", now: false };
    case "historyRemoved":
      return { kind: "channel-removed", channel, before: body.value.before };
    default:
      return undefined;
  }
}

/** What a message has by itself. */
export function hasOf({ text, files }: Pick<Message, "text" | "files">): Has[] {
  const has: Has[] = [];
  if (hasLink(text)) has.push("link");
  if (files.length > 0) has.push("file");
  if (files.some(({ type }) => type.startsWith("image/"))) has.push("image");
  return has;
}

function hasLink(text: string): boolean {
  return /https?:/i.test(text) && findLinks(text).length > 0;
}
