import { navigate } from "wouter/use-browser-location";

/**
 * Goes to the address that this one belongs to. Where the user came from there it is a step back, so that the browser's own
 * way back, as by a gesture, doesn't lead here again.
 */
export function goUp(to: string): void {
  // Older browsers don't tell.
  const before = window.navigation?.entries()[(window.navigation.currentEntry?.index ?? 0) - 1];
  if (before?.url === new URL(to, location.origin).href) history.back();
  else navigate(to);
}
