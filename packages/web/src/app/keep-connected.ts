import type { Hubbub } from "@hubbub/client";

/** A message that waits for its answer so long, in ms, is reason to look whether the connection still works. */
const PATIENCE_MS = 5_000;

/**
 * Makes sure of the connection when the page is looked at again (after sleep it may be dead without knowing), and when a
 * message gets no answer: a dead line is otherwise found out by missing heartbeats, after a minute. The function given back
 * ends it.
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
    for (const each of off) each();
  };
}
