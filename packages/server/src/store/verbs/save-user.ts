import { ChannelKind, nameKey, Role } from "@hubbub/protocol";

import { channelsWhere } from "../sql/channel-rows.ts";
import { first, list, listed, run, type Steps } from "../sql/steps.ts";
import { addMember } from "./channels/membership.ts";
import { settings } from "./settings.ts";

/** What a token says of a user. */
export interface KnownUser {
  id: number;
  name: string;
  bot: boolean;
  admin: boolean;
  guest: boolean;
}

/**
 * Makes sure that the user exists so; people who are new join the default channels. Writes nothing, and so costs no sync
 * of the disk, if all is so.
 */
export function* saveUser({ id, name, bot, admin, guest }: KnownUser): Steps<void> {
  const known = yield* first("SELECT id FROM users WHERE id = ?1", id);
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
  if (!known && !bot && !guest) yield* joinDefaults(id, Date.now());
}

function* joinDefaults(user: number, at: number): Steps<void> {
  const { defaultChannels } = yield* settings();
  if (defaultChannels.length === 0) return;
  const channels = yield* channelsWhere(
    `WHERE id IN ${listed(1)} AND kind = ${ChannelKind.PUBLIC} AND archived = 0 ORDER BY id`,
    list(defaultChannels),
  );
  for (const { id: channel } of channels) {
    yield* addMember({ channel, user, role: Role.MEMBER, by: user, at });
  }
}
