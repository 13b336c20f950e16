import { LIMITS, nameFault, type ServerSettings, type SetSettings } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator } from "./checks.ts";
import { checkAtMost } from "./update-channel.ts";

/** Sets the server's settings, all as given. */
export async function setSettings(
  gateway: GatewayContext,
  { user }: Caller,
  { settings }: SetSettings,
): Promise<Answer> {
  checkAdministrator(user);
  if (!settings) throw new Refusal("invalid", "Give the settings.", { field: "setSettings.settings" });
  checkSettings(settings);
  const value = await gateway.writes.do("setSettings", { settings, by: user.id, at: Date.now() });
  return { case: "settings", value };
}

/** Refuses settings that are out of bounds. */
export function checkSettings({ name, defaultChannels, editMinutes, retentionDays }: ServerSettings): void {
  const path = "setSettings.settings";
  const fault = nameFault(name, LIMITS.serverNameLength);
  if (fault) {
    const limit = LIMITS.serverNameLength;
    throw new Refusal("invalid", `The server's name ${fault}.`, { field: `${path}.name`, limit });
  }
  checkAtMost(defaultChannels.length, LIMITS.defaultChannels, "channels", `${path}.defaultChannels`);
  checkAtMost(editMinutes, LIMITS.editMinutes, "minutes", `${path}.editMinutes`);
  checkAtMost(retentionDays, LIMITS.retentionDays, "days", `${path}.retentionDays`);
}
