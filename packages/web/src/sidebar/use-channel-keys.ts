import { type RefObject, useEffect } from "react";
import { navigate } from "wouter/use-browser-location";

/** Alt+↑ and Alt+↓ go to the channel above and below the one that is open, with Shift to the next unread one. */
export function useChannelKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      const step = event.key === "ArrowUp" ? -1 : 1;
      const next = nextLink(list.current, step, event.shiftKey);
      if (next === undefined) return;
      next.scrollIntoView({ block: "nearest" });
      navigate(next.pathname);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [list]);
}

/** The next one that way, from the other end on when there is none. */
function nextLink(list: HTMLElement | null, step: 1 | -1, unread: boolean): HTMLAnchorElement | undefined {
  const links = [...(list?.querySelectorAll<HTMLAnchorElement>("a[data-channel]") ?? [])];
  if (step < 0) links.reverse();
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const inTurn = [...links.slice(at + 1), ...links.slice(0, Math.max(at, 0))];
  return inTurn.find((link) => !unread || link.hasAttribute("data-unread"));
}
