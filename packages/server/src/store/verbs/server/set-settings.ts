import { ChannelKind, type ServerSettings } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { channelsWhere } from "../../sql/channel-rows.ts";
import { list, listed, run, type Steps } from "../../sql/steps.ts";
import { audit } from "../moderation/audit.ts";
import { settings } from "../settings.ts";

export interface NewSettings {
  settings: ServerSettings;
  by: number;
  at: number;
}

/** Sets all as given. Refuses default channels that aren't public. */
export function* setSettings({ settings: wanted, by, at }: NewSettings): Steps<ServerSettings> {
  const rows = yield* channelsWhere(
    `WHERE id IN ${listed(1)} AND kind = ${ChannelKind.PUBLIC}`,
    list(wanted.defaultChannels),
  );
  const missing = wanted.defaultChannels.find((channel) => !rows.some(({ id }) => id === channel));
  if (missing !== undefined) {
    const message = `There is no public channel ${missing}: everybody joins public channels only.`;
    throw new Refusal("not_found", message, { field: "setSettings.settings.defaultChannels" });
  }
  const before = yield* settings();
  yield* run(
    `INSERT INTO settings (id, value) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET value = excluded.value`,
    JSON.stringify(wanted),
  );
  yield { do: "server-changed", news: "settings" };
  yield* audit({ at, by, action: "settings.set", channel: 0, target: 0, detail: difference(before, wanted) });
  return wanted;
}

/** What differs, in its new state. */
function difference(before: ServerSettings, after: ServerSettings): Record<string, string> {
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(before[name as keyof ServerSettings]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed.map(([name, value]) => [name, JSON.stringify(value)]));
}
