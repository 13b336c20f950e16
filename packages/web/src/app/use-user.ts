import { PresenceKind, type User } from "@hubbub/client";
import { useEffect, useSyncExternalStore } from "react";

import { useChat } from "./chat-context.ts";
import { useSelected } from "./use-observable.ts";

/** Who has this id; undefined until it is known, and for 0. */
export function useUser(id: number): User | undefined {
  const { state } = useChat();
  return useSyncExternalStore(state.subscribeUsers, () => (id === 0 ? undefined : state.user(id)));
}

/** The user who is logged in; undefined before the first connection. */
export function useMe(): User | undefined {
  const { client, state } = useChat();
  return useSyncExternalStore(state.subscribeUsers, () => {
    const id = client.me?.id;
    return id === undefined ? undefined : (state.user(id) ?? client.me);
  });
}

/** Whether the user is there, as long as the component is shown; UNSPECIFIED: they are offline, or it isn't known yet. */
export function usePresence(id: number): PresenceKind {
  const { state } = useChat();
  useEffect(() => (id === 0 ? undefined : state.presence.watch([id])), [state, id]);
  return useSelected(state.presence.state, (known) => known.get(id) ?? PresenceKind.UNSPECIFIED);
}

/** How a user is called. */
export function nameOf(user: User | undefined, unknown: string): string {
  return user === undefined ? unknown : user.displayName || user.name;
}
