import { ChannelKind, LIMITS, type ServerSettings } from "@hubbub/protocol";

import { checkLength } from "../commands/create-channel.ts";
import { checkSettings } from "../commands/set-settings.ts";
import { Refusal } from "../errors.ts";
import { findChannel, findUser } from "./find.ts";
import type { Operator } from "./operator.ts";

const OPERATOR = 0;

export async function ban(
  operator: Operator,
  input: { channel: string; user: string; until: number; reason: string },
): Promise<void> {
  const { channel, user } = await placeOf(operator, input);
  const { until, reason } = input;
  checkLength(reason, LIMITS.reasonLength, "reason", "reason");
  await operator.do("ban", { channel, user, until, reason, by: OPERATOR, at: Date.now() });
}

export async function unban(operator: Operator, input: { channel: string; user: string }): Promise<void> {
  const { channel, user } = await placeOf(operator, input);
  await operator.do("unban", { channel, user, by: OPERATOR, at: Date.now() });
}

async function placeOf(operator: Operator, input: { channel: string; user: string }) {
  const { id: channel, kind } = await findChannel(operator, input.channel);
  if (kind === ChannelKind.DIRECT) throw new Refusal("forbidden", "Nobody is banned from a direct channel.");
  const { id: user } = await findUser(operator, input.user);
  return { channel, user };
}

/** The newest entries of the audit log, below the id `before` if it is not 0. */
export async function listAudit(
  operator: Operator,
  input: { channel: string | undefined; before: number; limit: number },
): Promise<
  { id: number; at: number; actor: number; action: string; channel: number; target: number; detail: string }[]
> {
  const channel = input.channel === undefined ? 0 : (await findChannel(operator, input.channel)).id;
  return operator.read("listAudit", { channel, before: input.before, limit: input.limit, action: "" });
}

export interface ReportSummary {
  id: number;
  channel: number;
  seq: number;
  by: number;
  at: number;
  reason: string;
  closed: boolean;
  text: string;
}

/** The newest reports. */
export async function listReports(
  operator: Operator,
  input: { all: boolean; before: number; limit: number },
): Promise<ReportSummary[]> {
  const reports = await operator.read("listReports", { user: 0, ...input });
  return reports.map(({ id = 0, channel = 0, by = 0, at = 0, reason = "", closedAt = 0, message }) => {
    const text = message?.message?.text ?? "";
    return { id, channel, seq: message?.seq ?? 0, by, at, reason, closed: closedAt !== 0, text };
  });
}

export async function getSettings(operator: Operator): Promise<ServerSettings> {
  return operator.read("settings", {});
}

/** Changes some of the server's settings; all as they are then. */
export async function setSettings(
  operator: Operator,
  { changes, channels }: { changes: Partial<ServerSettings>; channels: string[] | undefined },
): Promise<ServerSettings> {
  const settings = { ...(await operator.read("settings", {})), ...changes };
  if (channels) {
    settings.defaultChannels = [];
    for (const name of channels) settings.defaultChannels.push((await findChannel(operator, name)).id);
  }
  checkSettings(settings);
  return operator.do("setSettings", { settings, by: OPERATOR, at: Date.now() });
}
