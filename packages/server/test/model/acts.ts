import type { AuditEntry } from "@hubbub/protocol";

import { add } from "./learned.ts";
import type { Act, World } from "./world.ts";

/** Writes an administrative act down. */
export function act(world: World, done: Omit<Act, "id">): void {
  add(world.audit, { id: 0, ...done });
}

export const isSameAct = (mine: Act, told: AuditEntry): boolean =>
  mine.actor === told.actor &&
  mine.action === told.action &&
  mine.channel === told.channel &&
  mine.target === told.target &&
  Bun.deepEquals(mine.detail, JSON.parse(told.detail));
