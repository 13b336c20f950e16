import { useSyncExternalStore } from "react";

/** What is set for this browser alone. */
export interface LocalSettings {
  theme: "system" | "light" | "dark";
  sounds: boolean;
  /** Notifications by this page while it is open. */
  notifications: boolean;
  /** Enter sends; otherwise Ctrl+Enter does. */
  enterSends: boolean;
}

const KEY = "hubbub-settings";
const DEFAULTS: LocalSettings = { theme: "system", sounds: true, notifications: false, enterSends: true };

const listeners = new Set<() => void>();
let current = read();

function read(): LocalSettings {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<LocalSettings>) };
  } catch {
    return DEFAULTS;
  }
}

export function localSettings(): LocalSettings {
  return current;
}

export function changeLocalSettings(change: Partial<LocalSettings>): void {
  current = { ...current, ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  tell();
}

export function useLocalSettings(): LocalSettings {
  return useSyncExternalStore(subscribe, localSettings);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  const { theme } = current;
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  for (const listener of listeners) listener();
}

// Another tab has changed them.
window.addEventListener("storage", ({ key }) => {
  if (key !== KEY) return;
  current = read();
  tell();
});
tell();
