import { ID_LIMIT, LIMITS, type ListMentions } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { type MentionCursor, NEWEST_MENTION } from "../store/store.ts";
import { pageLimit } from "./checks.ts";
import { encodedAnswer } from "./message-page.ts";

/** Messages that mention the user, the newest first. */
export async function listMentions(
  gateway: GatewayContext,
  { user }: Caller,
  { cursor, limit }: ListMentions,
): Promise<Answer> {
  const size = pageLimit(limit, "listMentions.limit", LIMITS.foundMax, LIMITS.foundDefault);
  const query = { user: user.id, after: mentionCursor(cursor), limit: size };
  return encodedAnswer(await gateway.store.read("listMentions", query));
}

function mentionCursor(cursor: string): MentionCursor {
  if (cursor === "") return NEWEST_MENTION;
  const [at = 0, channel = 0, seq = 0] = /^\d{1,16}\.\d{1,16}\.\d{1,16}$/.test(cursor)
    ? cursor.split(".").map(Number)
    : [ID_LIMIT];
  if (Math.max(at, channel, seq) < ID_LIMIT) return [at, channel, seq];
  throw new Refusal("invalid", "This is no cursor that a page has given.", { field: "listMentions.cursor" });
}
