import { type ComponentType, lazy, Suspense, useSyncExternalStore } from "react";

import { LoadFailed } from "../app/LoadFailed.tsx";
import { type MessageDialog, messageDialog } from "./message-dialog.ts";

const MessageDialogView = lazy<ComponentType<{ dialog: MessageDialog }>>(async () => ({
  default: await import("./MessageDialogView.tsx").then(
    (loaded) => loaded.MessageDialogView,
    () => LoadFailed,
  ),
}));

/** Where the dialog about a message is shown; there once. */
export function MessageDialogHost() {
  const dialog = useSyncExternalStore(messageDialog.subscribe, () => messageDialog.current);
  return dialog === undefined ? null : (
    <Suspense>
      <MessageDialogView dialog={dialog} />
    </Suspense>
  );
}
