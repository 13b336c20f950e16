import { useCallback } from "react";
import { useSearchParams } from "wouter";

import { goUp } from "../app/go-up.ts";

export type PanelName = "members" | "pins" | "files" | "settings" | "invites" | "webhooks";

/** What stands beside the channel, as the address says. Opening what is open closes it. */
export function usePanel(): [panel: string | null, toggle: (panel: PanelName) => void, close: () => void] {
  const [query, setQuery] = useSearchParams();
  const panel = query.get("panel");
  const close = useCallback(() => goUp(location.pathname), []);
  const toggle = (name: PanelName) => (name === panel ? close() : setQuery({ panel: name }));
  return [panel, toggle, close];
}
