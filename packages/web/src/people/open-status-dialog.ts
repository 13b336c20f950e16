import { dialogs } from "../shell/dialogs.ts";

/** Opens what sets the own status. */
export function openStatusDialog(): void {
  dialogs.open(async () => (await import("./StatusDialog.tsx")).StatusDialog, {});
}
