import type { CommandName, Rows } from "./row.ts";

/** Files and emoji. */
export const FILES = {} satisfies Partial<Rows<CommandName>>;
