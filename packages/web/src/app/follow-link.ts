import type { MouseEvent } from "react";
import { navigate } from "wouter/use-browser-location";

/**
 * For the `onClick` of what holds many links: a plain click on one goes there within the page. With a thousand links
 * it is cheaper than wouter's Link, each of which is rendered anew whenever the address changes.
 */
export function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link === null || link.origin !== location.origin || link.target !== "") return;
  event.preventDefault();
  // As browsers do it: who is there already doesn't come from there.
  navigate(link.pathname + link.search, { replace: link.href === location.href });
}
