import type { FromWorker } from "./from-worker.ts";

/** `{user}`: whether the user has a connection, and when they last did something, in ms since 1970 UTC (0: never). */
export const activity: FromWorker = async ({ users }, body) => {
  const { user: id } = body as { user: number };
  const user = users.get(id);
  if (user === undefined) return { online: false, activeAt: 0 };
  const activeAt = user.activeAt === 0 ? 0 : Math.round(performance.timeOrigin + user.activeAt);
  return { online: user.leftAt === undefined, activeAt };
};
