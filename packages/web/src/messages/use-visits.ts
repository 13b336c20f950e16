import { type RefObject, useEffect, useRef, useState } from "react";

/** The router's events, of links that were followed. */
const GONE = ["pushState", "replaceState"];

export interface Visits {
  /** How often a link has led to where one already was. */
  again: number;
  /** Whether the last way was by the browser's own buttons. */
  byHistory: RefObject<boolean>;
}

/** How the address of the page came to be what it is. */
export function useVisits(): Visits {
  const [again, setAgain] = useState(0);
  const byHistory = useRef(false);
  useEffect(() => {
    let { href } = location;
    const onPop = () => {
      ({ href } = location);
      byHistory.current = true;
    };
    const onGone = () => {
      if (location.href === href) setAgain((count) => count + 1);
      ({ href } = location);
      byHistory.current = false;
    };
    window.addEventListener("popstate", onPop);
    for (const event of GONE) window.addEventListener(event, onGone);
    return () => {
      window.removeEventListener("popstate", onPop);
      for (const event of GONE) window.removeEventListener(event, onGone);
    };
  }, []);
  return { again, byHistory };
}
