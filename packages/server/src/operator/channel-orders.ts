import { ChannelKind, LIMITS, Role } from "@hubbub/protocol";

import { checkChannelName } from "../commands/create-channel.ts";
import { checkAtMost } from "../commands/update-channel.ts";
import { randomEpoch } from "../core/epoch.ts";
import { Refusal } from "../errors.ts";
import { findChannel, findUser } from "./find.ts";
import type { Operator } from "./operator.ts";

const OPERATOR = 0;
const PAGE = 500;

/** A channel as the command line shows it. */
export interface ChannelSummary {
  id: number;
  /** Empty for a direct channel. */
  name: string;
  kind: "public" | "private" | "direct";
  archived: boolean;
  retentionDays: number;
  members: number;
  events: number;
}

const KINDS: Record<number, ChannelSummary["kind"]> = {
  [ChannelKind.PUBLIC]: "public",
  [ChannelKind.PRIVATE]: "private",
  [ChannelKind.DIRECT]: "direct",
};

/** Channels with ids after `after`, at most 500; none after the last. */
export async function listChannels(
  operator: Operator,
  { after }: { after: number },
): Promise<ChannelSummary[]> {
  const rows = await operator.read("allChannels", { after, limit: PAGE });
  return rows.map(({ id, name, kind, archived, retentionDays, members, head: events }) => {
    return { id, name, kind: KINDS[kind] ?? "public", archived, retentionDays, members, events };
  });
}

export async function createChannel(
  operator: Operator,
  input: { name: string; owner: string; hidden: boolean },
): Promise<{ id: number }> {
  const { name, hidden } = input;
  checkChannelName(name, "name");
  const { id: user } = await findUser(operator, input.owner);
  const { id = 0 } = await operator.do("createChannelFor", {
    name,
    kind: hidden ? ChannelKind.PRIVATE : ChannelKind.PUBLIC,
    topic: "",
    description: "",
    user,
    members: [],
    epoch: randomEpoch(),
    at: Date.now(),
  });
  return { id };
}

/** Whether that changed anything. */
export async function archiveChannel(
  operator: Operator,
  { channel, archived }: { channel: string; archived: boolean },
): Promise<boolean> {
  return set(operator, channel, "archived", archived);
}

export async function setRetention(
  operator: Operator,
  { channel, days }: { channel: string; days: number },
): Promise<boolean> {
  checkAtMost(days, LIMITS.retentionDays, "days", "days");
  return set(operator, channel, "retentionDays", days);
}

async function set(
  operator: Operator,
  name: string,
  setting: "archived" | "retentionDays",
  value: number | boolean,
): Promise<boolean> {
  const { id: channel, kind } = await findChannel(operator, name);
  if (kind === ChannelKind.DIRECT) throw new Refusal("forbidden", "A direct channel has no settings.");
  const args = { channel, setting, value, by: OPERATOR, at: Date.now() };
  return (await operator.do("updateChannel", args)) !== 0;
}

/** Members with ids after `after`, at most 500; none after the last. */
export async function listMembers(
  operator: Operator,
  input: { channel: string; after: number },
): Promise<{ id: number; name: string; role: number }[]> {
  const { id: channel } = await findChannel(operator, input.channel);
  const { users, roles } = await operator.read("members", { channel, after: input.after, limit: PAGE });
  return users.map(({ id, name }, i) => ({ id, name, role: roles[i] ?? 0 }));
}

export async function setRole(
  operator: Operator,
  input: { channel: string; user: string; role: Role },
): Promise<boolean> {
  const { id: channel, kind } = await findChannel(operator, input.channel);
  if (kind === ChannelKind.DIRECT) throw new Refusal("forbidden", "In a direct channel all are alike.");
  const { id: user } = await findUser(operator, input.user);
  const args = { channel, user, role: input.role, by: OPERATOR, at: Date.now() };
  return (await operator.do("setRole", args)) !== 0;
}
