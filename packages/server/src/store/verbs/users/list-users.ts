import { nameKey } from "@hubbub/protocol";

import type { UserRow } from "../../rows.ts";
import type { Steps } from "../../sql/steps.ts";
import { usersWhere } from "../../sql/user-rows.ts";

export interface ListUsersArgs {
  /** Who asks: a guest sees those only who share a channel. */
  user: number;
  guest: boolean;
  /** The start of a name, or of a word of a display name. */
  prefix: string;
  /** Only members of this channel; 0: all. */
  channel: number;
  /** Names after this one. */
  after: string;
  limit: number;
}

/** Users whose accounts are not disabled, by name, without regard to case. */
export function* listUsers({ user, guest, prefix, channel, after, limit }: ListUsersArgs): Steps<UserRow[]> {
  return yield* usersWhere(
    `WHERE disabled = 0 AND name_key > ?1
       AND (name_key LIKE ?2 ESCAPE '~' OR ' ' || display_key LIKE ?3 ESCAPE '~')
       AND (?4 = 0 OR id IN (SELECT user FROM members WHERE channel = ?4))
       AND (?5 = 0 OR id IN (SELECT others.user FROM members AS others
         JOIN members AS own ON own.channel = others.channel WHERE own.user = ?6))
     ORDER BY name_key LIMIT ?7`,
    nameKey(after),
    `${escaped(nameKey(prefix))}%`,
    `% ${escaped(nameKey(prefix))}%`,
    channel,
    Number(guest),
    user,
    limit,
  );
}

const escaped = (text: string): string => text.replaceAll(/[%_~]/g, "~$&");
