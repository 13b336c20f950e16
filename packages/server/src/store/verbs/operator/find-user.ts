import { nameKey } from "@hubbub/protocol";

import type { UserRow } from "../../rows.ts";
import type { Steps } from "../../sql/steps.ts";
import { usersWhere } from "../../sql/user-rows.ts";

/** The user of this name, without regard to case; one who has never signed in isn't known. */
export function* userByName({ name }: { name: string }): Steps<UserRow | undefined> {
  return (yield* usersWhere("WHERE name_key = ?1", nameKey(name)))[0];
}
