import type { CommandName, Rows } from "./row.ts";

/** Messages in their current state, and what is done to them. */
export const MESSAGES = {} satisfies Partial<Rows<CommandName>>;
