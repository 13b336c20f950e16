import type { MessageView } from "@hubbub/client";
import { useMemo, useSyncExternalStore } from "react";

import { type Frame, ViewFrames } from "./view-frames.ts";

/** What the view shows, once a frame of the screen. */
export function useFrames(view: MessageView): Frame {
  const frames = useMemo(() => new ViewFrames(view), [view]);
  return useSyncExternalStore(frames.subscribe, () => frames.current);
}
