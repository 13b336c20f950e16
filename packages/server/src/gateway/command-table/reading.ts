import type { CommandName, Rows } from "./row.ts";

/** Cursors, presence, and what is a user's own. */
export const READING = {} satisfies Partial<Rows<CommandName>>;
