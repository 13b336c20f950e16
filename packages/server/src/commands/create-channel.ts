import { ChannelKind, channelNameFault, type CreateChannel, LIMITS } from "@hubbub/protocol";

import { randomEpoch } from "../core/epoch.ts";
import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkAdministrator } from "./checks.ts";
import { checkRate } from "./send.ts";

/** Creates a channel, the creator being its first member and its owner. */
export async function createChannel(
  gateway: GatewayContext,
  { user }: Caller,
  { name, kind, topic, description, members }: CreateChannel,
): Promise<Answer> {
  checkChannelName(name, "createChannel.name");
  if (kind === ChannelKind.DIRECT) {
    throw new Refusal("invalid", "A direct channel is made by openDirect.", { field: "createChannel.kind" });
  }
  if (user.identity.guest) throw new Refusal("forbidden", "Guests can't create channels.");
  if (kind !== ChannelKind.PRIVATE && gateway.settings.current.restrictChannelCreation) {
    checkAdministrator(user);
  }
  checkTopic(topic, "createChannel.topic");
  checkDescription(description, "createChannel.description");
  checkUserList(members, "createChannel.members");
  if (members.length > 0) checkRate(gateway, user);
  const value = await gateway.writes.do("createChannel", {
    name,
    kind: kind === ChannelKind.PRIVATE ? ChannelKind.PRIVATE : ChannelKind.PUBLIC,
    topic,
    description,
    user: user.id,
    members,
    epoch: randomEpoch(),
    at: Date.now(),
  });
  return { case: "channel", value };
}

export function checkChannelName(name: string, field: string): void {
  const fault = channelNameFault(name);
  if (!fault) return;
  throw new Refusal("invalid", `The channel's name ${fault}.`, { field, limit: LIMITS.channelNameLength });
}

export const checkTopic = (topic: string, field: string): void =>
  checkLength(topic, LIMITS.topicLength, "topic", field);

export const checkDescription = (description: string, field: string): void =>
  checkLength(description, LIMITS.descriptionLength, "description", field);

export function checkUserList(users: readonly number[], field: string): void {
  if (users.length <= LIMITS.membersAtOnce) return;
  const message = `Name ${LIMITS.membersAtOnce} users at a time at most.`;
  throw new Refusal("too_large", message, { field, limit: LIMITS.membersAtOnce });
}

/** UTF-16 units count here: what is meant is that it fits a line or a page. */
export function checkLength(text: string, limit: number, what: string, field: string): void {
  if (text.length <= limit) return;
  throw new Refusal("too_large", `A ${what} has ${limit} characters at most.`, { field, limit });
}
