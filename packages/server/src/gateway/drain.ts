import type { Sessions } from "./sessions.ts";

/** Each connection adds so much to the time over which the clients come back, in ms. */
const SPREAD_PER_CONNECTION_MS = 2;
const SPREAD_MIN_MS = 500;
const SPREAD_MAX_MS = 30_000;
/** How long clients are waited for, in ms. */
const CLOSE_MS = 2_000;

/** Tells every client to connect again, each after a delay of its own, and waits for their sockets to close. */
export async function drainSessions(sessions: Sessions, openSockets: () => number): Promise<void> {
  const spread = Math.min(SPREAD_MAX_MS, Math.max(SPREAD_MIN_MS, sessions.size * SPREAD_PER_CONNECTION_MS));
  for (const session of sessions.all()) {
    session.close("going_away", "The server is stopping. Connect again.", Math.ceil(Math.random() * spread));
  }
  const giveUp = performance.now() + CLOSE_MS;
  while (openSockets() > 0 && performance.now() < giveUp) await Bun.sleep(10);
}
