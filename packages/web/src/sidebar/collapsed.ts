import { useSyncExternalStore } from "react";

import type { SectionName } from "./sections.ts";

const KEY = "hubbub-collapsed";
const listeners = new Set<() => void>();
let collapsed = new Set((localStorage.getItem(KEY) ?? "").split(","));

/** Whether a section shows what is unread and open alone, in this browser; and turns that round. */
export function useCollapsed(section: SectionName): [collapsed: boolean, toggle: () => void] {
  return [useSyncExternalStore(subscribe, () => collapsed.has(section)), () => toggle(section)];
}

function toggle(section: SectionName): void {
  collapsed = collapsed.symmetricDifference(new Set([section]));
  localStorage.setItem(KEY, [...collapsed].join());
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
