import type { CustomEmoji, Hubbub } from "@hubbub/client";

/** The list is asked for again this often at most, in ms. */
const FRESH_MS = 60_000;

const NONE: ReadonlyMap<string, CustomEmoji> = new Map();
const listeners = new Set<() => void>();
let owner: Hubbub | undefined;
let known = NONE;
let askedAt = -Infinity;

/** The emoji of the server's own, by name, as far as they are known. */
export const customEmoji = {
  of(client: Hubbub): ReadonlyMap<string, CustomEmoji> {
    return client === owner ? known : NONE;
  },
  /** Asks for them, unless that was done just now. */
  refresh(client: Hubbub): void {
    if (client === owner && Date.now() - askedAt < FRESH_MS) return;
    if (client !== owner) known = NONE;
    owner = client;
    askedAt = Date.now();
    client.server.emoji().then(
      (list) => {
        if (client !== owner) return;
        known = new Map(list.map((each) => [each.name, each]));
        for (const listener of listeners) listener();
      },
      () => {
        // Names stay as they are written; the next name that isn't known asks again.
        if (client === owner) askedAt = -Infinity;
      },
    );
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
