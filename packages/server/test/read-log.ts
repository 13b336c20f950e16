import type { RawClient } from "@hubbub/devkit";
import type { Event } from "@hubbub/protocol";

import { valueOf } from "./clients.ts";

/** Seq to what stands there, in one line. */
export type LogView = Map<number, string>;

/** An event in one line: equal lines, equal events. */
export function lineOf({ at, user, body }: Event): string {
  return `${at} ${user} ${body.case} ${JSON.stringify(body.value)}`;
}

/** A channel's whole log, read page by page. Throws where its seqs aren't 1, 2, 3, … up to the head. */
export async function readLog(client: RawClient, channel: number): Promise<Event[]> {
  const log: Event[] = [];
  for (let more = true; more;) {
    const query = { channel, after: log.length, before: 0, limit: 500 };
    const page = valueOf(await client.ask({ case: "history", value: query }), "events");
    for (const event of page.events) {
      if (event.channel !== channel || event.seq !== log.length + 1) {
        throw new Error(`After ${log.length} of channel ${channel} comes ${event.seq} of ${event.channel}.`);
      }
      log.push(event);
    }
    more = page.more;
    if (!more && page.head !== log.length)
      throw new Error(`The log ends at ${log.length}, not ${page.head}.`);
  }
  return log;
}

export function viewOf(log: readonly Event[]): LogView {
  return new Map(log.map((event) => [event.seq, lineOf(event)]));
}
