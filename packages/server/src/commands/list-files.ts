import { LIMITS, type ListFiles } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkReadable } from "./checks.ts";

/** A channel's files, those of the newest messages first. */
export async function listFiles(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, before, limit }: ListFiles,
): Promise<Answer> {
  if (limit > LIMITS.filesMax) {
    throw new Refusal("too_large", `A page has ${LIMITS.filesMax} files at most.`, {
      field: "listFiles.limit",
      limit: LIMITS.filesMax,
    });
  }
  await checkReadable(gateway, user, channel);
  const page = await gateway.store.read("channelFiles", {
    channel,
    before,
    limit: limit || LIMITS.filesDefault,
  });
  return { case: "files", value: page };
}
