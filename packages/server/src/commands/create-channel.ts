import { channelNameFault, type CreateChannel, encodeEntry, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { PUBLIC, toChannel } from "./checks.ts";

/** Creates a public channel, the creator being its first member. */
export async function createChannel(
  gateway: GatewayContext,
  { user }: Caller,
  { name }: CreateChannel,
): Promise<Answer> {
  const fault = channelNameFault(name);
  if (fault) {
    const details = { field: "createChannel.name", limit: LIMITS.channelNameLength };
    throw new Refusal("invalid", `The channel's name ${fault}.`, details);
  }
  const cause = { at: Date.now(), user: user.id };
  const created = encodeEntry({ ...cause, body: { case: "created", value: { name } } });
  const joined = encodeEntry({ ...cause, body: { case: "joined", value: { name: user.name } } });
  const row = await gateway.store.createChannel({
    name,
    kind: PUBLIC,
    user: user.id,
    entries: [created, joined],
  });
  if (!row) {
    const message = `There is a channel "${name}" already. Join it, or choose another name.`;
    throw new Refusal("name_taken", message, { field: "createChannel.name" });
  }
  user.channels.add(row.id);
  return { case: "channel", value: toChannel(row, user) };
}
