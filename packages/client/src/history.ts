import { ID_LIMIT, LIMITS } from "@hubbub/protocol";

import { call, type Line } from "./call.ts";
import { type ChannelEvent, channelEvent } from "./events.ts";

/** Which page of a channel's log: next before `before`, or next after `after`; the newest if neither is given. */
export interface HistoryQuery {
  before?: number;
  after?: number;
  /** Events at most, 1 to 500; 100 if not given. A page may hold fewer: it is bounded by bytes too. */
  limit?: number;
}

export interface HistoryPage {
  epoch: number;
  /** Seq of the newest event of the log. */
  head: number;
  /** In ascending seq. */
  events: ChannelEvent[];
  /** Whether there are more events in the direction asked for. */
  more: boolean;
}

/** Fetches pages of one channel. Rejects as `call` does. */
export type FetchHistory = (query: HistoryQuery) => Promise<HistoryPage>;

/** `timeoutMs` bounds the wait for each page. */
export function historyOf(line: Line, channel: number, timeoutMs: number): FetchHistory {
  return async ({ before, after, limit = LIMITS.pageDefault }) => {
    checkRange("limit", limit, 1, LIMITS.pageMax);
    checkRange("before", before ?? 1, 1, ID_LIMIT - 1);
    checkRange("after", after ?? 0, 0, ID_LIMIT - 1);
    if (before !== undefined && after !== undefined) throw new RangeError("Give before or after, not both.");
    const until = before ?? (after === undefined ? ID_LIMIT - 1 : 0);
    const query = { channel, after: after ?? 0, before: until, limit };
    const { epoch, head, events, more } = await call(line, "history", query, { timeoutMs, resend: true });
    return { epoch, head, more, events: events.map((event) => channelEvent(event, epoch)) };
  };
}

/** RangeError if it is no integer in the range. */
export function checkRange(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} is ${value}; it has to be an integer from ${least} to ${most}.`);
}
