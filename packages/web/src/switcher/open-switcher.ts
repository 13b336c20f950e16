import { dialogs } from "../shell/dialogs.ts";

/** Opens what finds channels and people by their names. */
export function openSwitcher(): void {
  dialogs.open(async () => (await import("./Switcher.tsx")).Switcher, {});
}

export function openShortcuts(): void {
  dialogs.open(async () => (await import("./Shortcuts.tsx")).Shortcuts, {});
}
