import type { UserRow } from "../../rows.ts";
import type { Steps } from "../../sql/steps.ts";
import { users } from "../channels/lists.ts";
import { sharingUsers } from "./sharing-users.ts";

export interface SeenBy {
  user: number;
  guest: boolean;
  ids: readonly number[];
}

/** The given users as one of them sees them: unknown ones, and for guests strangers, are left out; ascending by id. */
export function* usersSeenBy({ user, guest, ids }: SeenBy): Steps<UserRow[]> {
  if (!guest) return yield* users({ ids });
  const known = yield* sharingUsers({ user, users: ids });
  return yield* users({ ids: ids.includes(user) ? [...known, user] : known });
}
