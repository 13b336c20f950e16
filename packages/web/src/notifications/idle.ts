import type { ClientState } from "@hubbub/client";

/** Who does nothing for so long is not there. */
const IDLE_MS = 5 * 60_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"] as const;

/** Tells the server whether somebody is at this page, until the function given back is called. */
export function watchIdle(state: ClientState): () => void {
  const events = new AbortController();
  const { signal } = events;
  let lastAt = Date.now();
  let timer: Timer | undefined;
  const look = () => {
    clearTimeout(timer);
    const left = lastAt + IDLE_MS - Date.now();
    const isHidden = document.visibilityState === "hidden";
    state.setIdle(isHidden || left <= 0);
    if (!isHidden && left > 0) timer = setTimeout(look, left);
  };
  const active = () => {
    const wasAway = Date.now() - lastAt >= IDLE_MS;
    lastAt = Date.now();
    if (wasAway) look();
  };
  for (const sign of SIGNS) window.addEventListener(sign, active, { signal, passive: true });
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "visible") lastAt = Date.now();
      look();
    },
    { signal },
  );
  look();
  return () => {
    clearTimeout(timer);
    events.abort();
  };
}
