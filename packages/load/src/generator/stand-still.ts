import { encodeServerFrame, serverFrame } from "@hubbub/protocol";

import { catchUp } from "./catch-up.ts";
import { type Crowd } from "./crowd.ts";

/** Bytes asked for and not read: more than the kernel's buffers of one connection hold. */
const UNREAD_BYTES = 8 * 1024 * 1024;
/** Fewer requests than a connection may make at once. */
const UNREAD_PAGES = 400;
const PAGE = 500;

export interface StoodStill {
  /** Gaps that the server told meanwhile. */
  gaps: number;
  /** Events that it didn't send, and that were fetched afterwards. */
  fetched: number;
  /** Whether it has everything: what history left out is gapped. */
  isWhole: boolean;
}

/**
 * Lets a user stop reading, with so much asked for of its channel's history that the server can write nothing more to
 * it. The function that it gives lets the user read on, and resolves when it has fetched what it missed. Both reject with
 * what was in the way.
 */
export async function standStill(crowd: Crowd, number: number): Promise<() => Promise<StoodStill>> {
  const user = crowd.user(number);
  const gaps = user.gaps;
  const value = { channel: crowd.channelId(number), after: 0, before: 0, limit: PAGE };
  const ask = () => user.request({ case: "history", value });
  const { length } = encodeServerFrame(serverFrame({ replies: [await ask()] }));
  user.standStill();
  const pages = Math.min(UNREAD_PAGES, Math.ceil(UNREAD_BYTES / length));
  const answered = Promise.allSettled(Array.from({ length: pages }, ask));
  return async () => {
    user.readOn();
    await answered;
    // The server tells the gap as soon as it can write again, and so before its next answer.
    await user.request({ case: "listChannels", value: { after: "", limit: 1 } });
    const fetched = await catchUp(crowd, number);
    return { gaps: user.gaps - gaps, fetched, isWhole: crowd.log.owed(number).length === 0 };
  };
}
