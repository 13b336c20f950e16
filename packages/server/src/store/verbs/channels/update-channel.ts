import { Refusal } from "../../../errors.ts";
import { changes, first, type Steps } from "../../sql/steps.ts";
import { audit } from "../moderation/audit.ts";
import { logChanged } from "./log-changed.ts";
import { checkStillIn } from "./still-in.ts";

/** The column of each setting, and what the audit log calls its change; a topic is everyday business. */
const SETTINGS = {
  name: { column: "name", action: "channel.rename" },
  topic: { column: "topic", action: undefined },
  description: { column: "description", action: "channel.describe" },
  archived: { column: "archived", action: "channel.archive" },
  slowModeS: { column: "slow_mode_s", action: "channel.slow_mode" },
  retentionDays: { column: "retention_days", action: "channel.retention" },
  postRole: { column: "post_role", action: "channel.post_role" },
} as const;

export type ChannelSetting = keyof typeof SETTINGS;

export interface ChannelUpdate {
  channel: number;
  setting: ChannelSetting;
  value: string | number | boolean;
  by: number;
  at: number;
}

/** Changes one setting of a channel; the seq of the event that tells it, 0 if it is so already. Refuses a taken name. */
export function* updateChannel({ channel, setting, value, by, at }: ChannelUpdate): Steps<number> {
  const stored = typeof value === "boolean" ? Number(value) : value;
  yield* checkStillIn({ channel, by, archived: setting === "archived" });
  if (setting === "name") yield* checkNameFree(channel, String(value));
  const { column, action } = SETTINGS[setting];
  const isNew = yield* changes(
    `UPDATE channels SET ${column} = ?2 WHERE id = ?1 AND ${column} <> ?2 RETURNING id`,
    channel,
    stored,
  );
  if (!isNew) return 0;
  const seq = yield* logChanged(channel, by, at);
  if (action) yield* audit({ at, by, action, channel, target: 0, detail: { [setting]: value } });
  return seq;
}

function* checkNameFree(channel: number, name: string): Steps<void> {
  const other = yield* first("SELECT id FROM channels WHERE name = ?1 AND id <> ?2", name, channel);
  if (!other) return;
  const message = `There is a channel "${name}" already. Choose another name.`;
  throw new Refusal("name_taken", message, { field: "updateChannel.name" });
}
