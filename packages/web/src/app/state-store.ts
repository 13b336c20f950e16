import type { SavedState, StateStore } from "@hubbub/client";
import { del, get, set } from "idb-keyval";

const KEY = "hubbub-state";

/** Keeps what is known of the user in IndexedDB. A browser without it (some private windows) begins anew each time. */
export const stateStore: StateStore = {
  load: () => get<SavedState>(KEY).catch(() => undefined),
  save: (state) => set(KEY, state).catch(() => {}),
};

export async function forgetState(): Promise<void> {
  await del(KEY).catch(() => {});
}
