import { now } from "./clock.ts";
import { type Crowd } from "./crowd.ts";
import { type SeqRange } from "./seq-checker.ts";
import { expectReply } from "./virtual-user.ts";

/** Events asked for at a time: the most that the server gives. */
const PAGE = 500;

/**
 * Lets a user fetch what it was not sent, page by page. Gives the number of events that came; what is not in the
 * pages stays missing. Rejects with RequestFailed, or LogFault.
 */
export async function catchUp(crowd: Crowd, user: number): Promise<number> {
  const asked: SeqRange[] = [];
  let fetched = 0;
  for (;;) {
    const range = crowd.log.owed(user).find((owed) => !asked.some((each) => contains(each, owed)));
    if (range === undefined) return fetched;
    asked.push(range);
    fetched += await fetchRange(crowd, user, range);
  }
}

function contains(outer: SeqRange, inner: SeqRange): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

async function fetchRange(crowd: Crowd, user: number, { from, to }: SeqRange): Promise<number> {
  let [after, fetched] = [from - 1, 0];
  while (after < to) {
    const value = { channel: crowd.channelId(user), after, before: 0, limit: Math.min(PAGE, to - after) };
    const page = expectReply(await crowd.user(user).request({ case: "history", value }), "events");
    crowd.checkLog(user, page, to);
    const before = crowd.log.delivered;
    crowd.log.takePage(user, page.events, to, now());
    fetched += crowd.log.delivered - before;
    const last = page.events.reduce((most, { seq }) => Math.max(most, seq), after);
    if (last === after) break;
    after = last;
  }
  return fetched;
}
