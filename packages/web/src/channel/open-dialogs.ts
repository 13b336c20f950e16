import { dialogs } from "../shell/dialogs.ts";

export function openCreateChannel(): void {
  dialogs.open(async () => (await import("./CreateChannel.tsx")).CreateChannel, {});
}

export function openNewDirect(): void {
  dialogs.open(async () => (await import("./NewDirect.tsx")).NewDirect, {});
}
