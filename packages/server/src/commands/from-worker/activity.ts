import { PresenceKind } from "@hubbub/protocol";

import { presenceOf } from "../../core/user-presence.ts";
import type { FromWorker } from "./from-worker.ts";

/**
 * `{user}`: whether the user has a connection, and when they last did something, in ms since 1970 UTC (0: never, or nobody
 * looks at any of their connections).
 */
export const activity: FromWorker = async ({ users }, body) => {
  const { user: id } = body as { user: number };
  const user = users.get(id);
  if (user === undefined) return { online: false, activeAt: 0 };
  const isThere = user.activeAt !== 0 && presenceOf(user) !== PresenceKind.AWAY;
  const activeAt = isThere ? Math.round(performance.timeOrigin + user.activeAt) : 0;
  return { online: user.leftAt === undefined, activeAt };
};
