import type { CommandName, Rows } from "./row.ts";

/** Keeping order, and the server's settings. */
export const MODERATION = {} satisfies Partial<Rows<CommandName>>;
