import { useEffect } from "react";
import { navigate } from "wouter/use-browser-location";

import { routes } from "../app/routes.ts";
import { openShortcuts, openSwitcher } from "./open-switcher.ts";

/** Keys that open something wherever the focus is; "?" does where nothing is written. */
export function useGlobalKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const control = event.ctrlKey || event.metaKey;
      if (control && event.shiftKey && event.key.toLowerCase() === "f") {
        event.preventDefault();
        return navigate(routes.search(""));
      }
      const open = control ? { k: openSwitcher, "/": openShortcuts }[event.key.toLowerCase()] : undefined;
      const opened = open ?? (event.key === "?" && !isWriting(event.target) ? openShortcuts : undefined);
      if (opened === undefined || event.altKey || (control && event.shiftKey)) return;
      event.preventDefault();
      opened();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
