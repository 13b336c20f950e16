import { type Alias, encodeEntry, type Init } from "@hubbub/protocol";

import type { AppendResult } from "../store/store.ts";
import type { EventLog } from "./event-log.ts";
import { findMentions } from "./find-mentions.ts";
import type { Writes } from "./writes.ts";

/** A message in the name of a program. */
export interface Post {
  channel: number;
  /** Who answers for it: who made the webhook, or asked. */
  user: number;
  /** Seq of a thread's root; 0: in the channel. */
  thread: number;
  text: string;
  alias: Init<Alias>;
  /** Makes it idempotent, as that of a send does. */
  clientId: string;
}

/** Puts programs' messages into channels: webhooks' and slash commands'. */
export class Posts {
  constructor(
    private readonly events: EventLog,
    private readonly writes: Writes,
  ) {}

  /** Resolves when it is durable. Rejects with Refusal. Programs mention members by name, and not all at once. */
  post({ channel, user, thread, text, alias, clientId }: Post): Promise<AppendResult> {
    const at = Date.now();
    const places = findMentions(text);
    if (thread !== 0 || places.length > 0) {
      const rest = { inChannel: false, files: [], mayMentionAll: false };
      return this.writes.do("sendMessage", {
        channel,
        user,
        clientId,
        text,
        thread,
        places,
        alias,
        at,
        ...rest,
      });
    }
    const entry = encodeEntry({ at, user, body: { case: "message", value: { text, alias } } });
    return this.events.append({ channel, user, clientId, at, entry });
  }
}
