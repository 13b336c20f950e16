import type { Preferences } from "@hubbub/client";
import { useCallback } from "react";

import { useChat } from "../app/chat-context.ts";
import { useObservable } from "../app/use-observable.ts";

/** Of a user who has set none. */
const DEFAULTS: Preferences = {
  keywords: [],
  quietUntil: 0,
  quietFromMinute: 0,
  quietToMinute: 0,
  hideReceipts: false,
  mailAfterMinutes: 0,
  client: "",
};

/** What the user has set on all their devices, and how to change a part of it, which rejects if the server refuses. */
export function usePreferences(): [Preferences, (change: Partial<Preferences>) => Promise<void>] {
  const { client, state } = useChat();
  const preferences = useObservable(state.preferences) ?? DEFAULTS;
  const change = useCallback(
    (part: Partial<Preferences>) =>
      client.profile.setPreferences({ ...(state.preferences.current ?? DEFAULTS), ...part }),
    [client, state],
  );
  return [preferences, change];
}
