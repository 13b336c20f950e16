import { registerPush, unregisterPush } from "../../commands/push.ts";
import type { CommandName, Rows } from "./row.ts";

/** Browsers that are notified. */
export const PUSH = {
  registerPush: { handler: registerPush, scope: "people" },
  unregisterPush: { handler: unregisterPush, scope: "people" },
} satisfies Partial<Rows<CommandName>>;
