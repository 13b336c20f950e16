import { type ChannelAction, LIMITS, Role, type UpdateChannel } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkChannelName, checkDescription, checkTopic } from "./create-channel.ts";
import { checkRate } from "./send.ts";

type Change = Extract<UpdateChannel["change"], { value: unknown }>;

/** What it takes to change a setting. */
const ACTIONS: Record<Change["case"], ChannelAction> = {
  name: "rename",
  topic: "setTopic",
  description: "describe",
  archived: "archive",
  slowModeS: "slowMode",
  retentionDays: "retention",
  postRole: "postRole",
};

/** Changes one setting of a channel. */
export async function updateChannel(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, change }: UpdateChannel,
): Promise<Answer> {
  if (change.case === undefined) {
    throw new Refusal("invalid", "Say what to change.", { field: "updateChannel.change" });
  }
  checkMay(user, channel, ACTIONS[change.case]);
  checkSetting(change);
  checkRate(gateway, user);
  const { case: setting, value } = change;
  const args = { channel, setting, value, by: user.id, at: Date.now() };
  const seq = await gateway.writes.do("updateChannel", args);
  return { case: "logged", value: { channel, seq } };
}

function checkSetting(change: Change): void {
  const field = `updateChannel.${change.case}`;
  switch (change.case) {
    case "name":
      return checkChannelName(change.value, field);
    case "topic":
      return checkTopic(change.value, field);
    case "description":
      return checkDescription(change.value, field);
    case "slowModeS":
      return checkAtMost(change.value, LIMITS.slowModeS, "seconds", field);
    case "retentionDays":
      return checkAtMost(change.value, LIMITS.retentionDays, "days", field);
    case "postRole":
      if (change.value <= Role.OWNER) return;
      throw new Refusal("invalid", "There is no such role.", { field, limit: Role.OWNER });
    case "archived":
  }
}

export function checkAtMost(value: number, limit: number, unit: string, field: string): void {
  if (value > limit) throw new Refusal("too_large", `It is ${limit} ${unit} at most.`, { field, limit });
}
