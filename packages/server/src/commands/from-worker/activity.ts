import { PresenceKind } from "@hubbub/protocol";

import { presenceOf } from "../../core/user-presence.ts";
import type { FromWorker } from "./from-worker.ts";

/**
 * `{user}`: whether the user has a connection, and for how many ms they have done nothing (null: never, or nobody looks at
 * any of their connections). A span, since clocks may be set.
 */
export const activity: FromWorker = async ({ users }, body) => {
  const { user: id } = body as { user: number };
  const user = users.get(id);
  if (user === undefined) return { online: false, idleMs: null };
  const isThere = user.activeAt !== 0 && presenceOf(user) !== PresenceKind.AWAY;
  const idleMs = isThere ? Math.round(performance.now() - user.activeAt) : null;
  return { online: user.leftAt === undefined, idleMs };
};
