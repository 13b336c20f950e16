import type { Hubbub, MessageView, OwnChannel } from "@hubbub/client";

import { permissionsOn } from "./message-permissions.ts";

/** Seq of the newest message that the user may edit, when what is on its way has arrived; 0: none. */
export function lastEditable(
  view: MessageView,
  channel: OwnChannel,
  client: Hubbub,
): number | Promise<number> {
  const last = (): number =>
    view.current.messages.findLast((message) => permissionsOn(channel, message, client.me).edit)?.seq ?? 0;
  return isSending(view) ? sent(view).then(last) : last();
}

const isSending = (view: MessageView): boolean =>
  view.current.unsent.some(({ state }) => state === "sending");

/** Resolves when nothing is on its way any more. */
function sent(view: MessageView): Promise<void> {
  return new Promise((resolve) => {
    const off = view.subscribe(() => {
      if (isSending(view)) return;
      off();
      resolve();
    });
  });
}
