import type { CommandName, Rows } from "./row.ts";

/** Webhooks and slash commands. */
export const INTEGRATIONS = {} satisfies Partial<Rows<CommandName>>;
