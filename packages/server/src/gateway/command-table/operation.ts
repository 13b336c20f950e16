import { getHealth } from "../../commands/get-health.ts";
import { getServerInfo } from "../../commands/get-server-info.ts";
import type { CommandName, Rows } from "./row.ts";

/** How the server fares. */
export const OPERATION = {
  getHealth: { handler: getHealth, scope: "people" },
  getServerInfo: { handler: getServerInfo, scope: "people" },
} satisfies Partial<Rows<CommandName>>;
