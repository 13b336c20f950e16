import { getFileLinks } from "../../commands/get-file-links.ts";
import { listFiles } from "../../commands/list-files.ts";
import type { CommandName, Rows } from "./row.ts";

/** Files and emoji. */
export const FILES = {
  getFileLinks: { handler: getFileLinks, scope: "messages:read" },
  listFiles: { handler: listFiles, scope: "messages:read" },
} satisfies Partial<Rows<CommandName>>;
