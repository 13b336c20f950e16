import { ARCHIVED_ACTIONS, type ErrorName, NOT_IN_DIRECT, PERMISSIONS, Role } from "@hubbub/protocol";

import { rowOf } from "../../src/gateway/command-table/table.ts";
import type { Kind, Persona } from "./place.ts";
import type { WalkRow } from "./rows.ts";

/** What the table of permissions says of a persona's command in a channel. */
export function expected(row: WalkRow, persona: Persona, kind: Kind): "may" | ErrorName {
  if (persona.scope && scopeOf(row) !== persona.scope) return "forbidden";
  if (row.takes === "nothing" && !row.outsider) return "may";
  return persona.role === Role.UNSPECIFIED ? asOutsider(row, persona, kind) : asMember(row, persona, kind);
}

function asOutsider({ takes, ...row }: WalkRow, { admin }: Persona, kind: Kind): "may" | ErrorName {
  if (admin && row.administrators) return "may";
  if (row.outsider) return row.outsider(kind);
  if (kind === "private" || kind === "direct") return "not_found";
  return takes === "look" ? "may" : "not_member";
}

function asMember({ takes, ...row }: WalkRow, { role, admin }: Persona, kind: Kind): "may" | ErrorName {
  if (kind === "direct" && row.direct === "forbidden") return "forbidden";
  if (takes === "look" || takes === "belong" || takes === "nothing") return "may";
  if (admin && row.administrators) return "may";
  if (kind === "direct" && NOT_IN_DIRECT.has(takes)) return "forbidden";
  if (kind === "archived" && !ARCHIVED_ACTIONS.has(takes)) return "archived";
  const counts = kind === "direct" ? Role.MEMBER : admin ? Role.OWNER : role;
  return counts >= PERMISSIONS[takes] ? "may" : "forbidden";
}

function scopeOf({ command }: WalkRow): string | undefined {
  return command === "authenticate" ? undefined : rowOf(command)?.scope;
}
