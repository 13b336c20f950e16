import type { Status } from "@hubbub/client";
import { useCallback, useSyncExternalStore } from "react";

import { useChat } from "./chat-context.ts";

/** Where the client stands with its server. */
export function useStatus(): Status {
  const { client } = useChat();
  const subscribe = useCallback((changed: () => void) => client.on("status", changed), [client]);
  return useSyncExternalStore(subscribe, () => client.status);
}
