import { useEffect, useState } from "react";

/** The time, in ms since 1970 UTC, looked at every second until `end` has passed. */
export function useNow(end: number): number {
  const [now, setNow] = useState(Date.now);
  const runs = now < end;
  useEffect(() => {
    if (!runs) return undefined;
    const clock = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(clock);
  }, [runs, end]);
  return now;
}
