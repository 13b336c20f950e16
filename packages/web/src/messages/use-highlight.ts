import { useEffect, useState } from "react";

import type { Goal } from "./opening.ts";

/** How long a message stands out that was jumped to, in ms; as long as the animation in MessageRow.module.css. */
const SHOWN_MS = 2_500;

/** Seq of the message that was jumped to a moment ago; 0: none. */
export function useHighlight(goal: Goal): number {
  const [over, setOver] = useState<Goal>();
  useEffect(() => {
    if (goal.kind !== "message") return undefined;
    const timer = setTimeout(() => setOver(goal), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [goal]);
  return goal.kind === "message" && over !== goal ? goal.seq : 0;
}
