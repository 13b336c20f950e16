import type { MessageView } from "@hubbub/client";
import { useLayoutEffect, useMemo, useSyncExternalStore } from "react";

import { type Frame, ViewFrames } from "./view-frames.ts";

/** What the view shows, once a frame of the screen. */
export function useFrames(view: MessageView): Frame {
  const frames = useMemo(() => new ViewFrames(view), [view]);
  const frame = useSyncExternalStore(frames.subscribe, () => frames.current);
  // After the list has dealt with what changed at its beginning, and before anything is painted.
  useLayoutEffect(frames.advance, [frames, frame]);
  return frame;
}
