import type { Hubbub } from "@hubbub/client";

/** A message that waits for its answer so long, in ms, is reason to look whether the connection still works. */
const PATIENCE_MS = 5_000;
/** The clock is looked at this often, in ms. Where it went on by much more, the machine was asleep. */
const CLOCK_MS = 2_000;
const ASLEEP_MS = 6_000;

/**
 * Makes sure of the connection when the page is looked at again or the machine has slept (the connection may be dead
 * without knowing), and when a message gets no answer: a dead line is otherwise found out by missing heartbeats, after a
 * minute. The function given back ends it.
 */
export function keepConnected(client: Hubbub): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    if (document.visibilityState === "visible") client.retryNow();
  };
  const settled = () => {
    clearTimeout(waiting);
    waiting = client.pending.length > 0 ? setTimeout(() => client.retryNow(), PATIENCE_MS) : undefined;
  };
  let clockAt = Date.now();
  // A machine that wakes may say nothing of it.
  const clock = setInterval(() => {
    const before = clockAt;
    clockAt = Date.now();
    if (clockAt - before > ASLEEP_MS) look();
  }, CLOCK_MS);
  // A frozen page that goes on and a network that is back say so by these alone.
  const events = [
    [document, "visibilitychange"],
    [document, "resume"],
    [window, "online"],
  ] as const;
  for (const [target, name] of events) target.addEventListener(name, look);
  const off = [
    client.on("queued", () => {
      waiting ??= setTimeout(() => client.retryNow(), PATIENCE_MS);
    }),
    client.on("sent", settled),
    client.on("refused", settled),
  ];
  return () => {
    for (const [target, name] of events) target.removeEventListener(name, look);
    clearTimeout(waiting);
    clearInterval(clock);
    for (const each of off) each();
  };
}
