import { useEffect, useSyncExternalStore } from "react";

import { dialogs } from "./dialogs.ts";

/** Where dialogs over the chat are shown; there once. */
export function DialogHost() {
  const open = useSyncExternalStore(dialogs.subscribe, () => dialogs.current);
  // It belongs to who is logged in.
  useEffect(() => dialogs.close, []);
  return open === undefined ? null : <open.component {...open.props} onClose={dialogs.close} />;
}
