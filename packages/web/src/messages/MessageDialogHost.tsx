import { type ComponentType, lazy, Suspense, useSyncExternalStore } from "react";

import { LoadFailed } from "../app/LoadFailed.tsx";
import { lightbox, type Looking } from "./lightbox.ts";
import { type MessageDialog, messageDialog } from "./message-dialog.ts";

const MessageDialogView = lazy<ComponentType<{ dialog: MessageDialog }>>(async () => ({
  default: await import("./MessageDialogView.tsx").then(
    (loaded) => loaded.MessageDialogView,
    () => LoadFailed,
  ),
}));

const Lightbox = lazy<ComponentType<Looking>>(async () => ({
  default: await import("./Lightbox.tsx").then(
    (loaded) => loaded.Lightbox,
    () => LoadFailed,
  ),
}));

/** Where the dialog about a message, and the picture that is looked at, are shown; there once. */
export function MessageDialogHost() {
  const dialog = useSyncExternalStore(messageDialog.subscribe, () => messageDialog.current);
  const looking = useSyncExternalStore(lightbox.subscribe, () => lightbox.current);
  return (
    <Suspense>
      {dialog !== undefined && <MessageDialogView dialog={dialog} />}
      {looking !== undefined && <Lightbox {...looking} />}
    </Suspense>
  );
}
