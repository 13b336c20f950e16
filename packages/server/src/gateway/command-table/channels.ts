import type { CommandName, Rows } from "./row.ts";

/** Channels: settings, members, invitations. */
export const CHANNELS = {} satisfies Partial<Rows<CommandName>>;
