import { type Alias, encodeEntry, type Init } from "@hubbub/protocol";

import type { AppendResult } from "../store/store.ts";
import type { EventLog } from "./event-log.ts";

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
  constructor(private readonly events: EventLog) {}

  /** Resolves when it is durable. Rejects with Refusal. */
  post({ channel, user, thread, text, alias, clientId }: Post): Promise<AppendResult> {
    const at = Date.now();
    const body = { case: "message" as const, value: { text, thread, alias } };
    const entry = encodeEntry({ at, user, body });
    return this.events.append({ channel, user, clientId, at, entry });
  }
}
