import { nameKey } from "@hubbub/protocol";

import { run, type Steps } from "../sql/steps.ts";

/** What a token says of a user. */
export interface KnownUser {
  id: number;
  name: string;
  bot: boolean;
  admin: boolean;
  guest: boolean;
}

/** Makes sure that the user exists so. Writes nothing, and so costs no sync of the disk, if it does. */
export function* saveUser({ id, name, bot, admin, guest }: KnownUser): Steps<void> {
  yield* run(
    `INSERT INTO users (id, name, name_key, bot, admin, guest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, bot = excluded.bot,
       admin = excluded.admin, guest = excluded.guest
     WHERE (users.name, users.bot, users.admin, users.guest) <> (excluded.name, excluded.bot, excluded.admin, excluded.guest)`,
    id,
    name,
    nameKey(name),
    Number(bot),
    Number(admin),
    Number(guest),
  );
}
