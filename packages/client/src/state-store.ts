import type { OwnItems } from "./own-state.ts";
import type { SavedUnread } from "./unread-counts.ts";

/** What a client knows of its user, to begin with after a reload. Plain data, as JSON takes it. */
export interface SavedState extends SavedUnread {
  user: number;
  /** All changes of the user's own up to this version are in `items`. */
  version: number;
  items: OwnItems;
}

/** Where a client's state is kept over a reload. What it gives back may be old: it is brought up to date. */
export interface StateStore {
  load(): Promise<SavedState | undefined>;
  save(state: SavedState): Promise<void>;
}
