import type { CreateEmoji, DeleteEmoji } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

const NAME = /^[a-z0-9_-]{2,32}$/;

/** Adds an emoji of the server's own; guests may not. */
export async function createEmoji(
  gateway: GatewayContext,
  { user }: Caller,
  { name, file }: CreateEmoji,
): Promise<Answer> {
  if (user.identity.guest) throw new Refusal("forbidden", "Guests can't make emoji.");
  if (!NAME.test(name)) {
    const message = "An emoji's name has 2 to 32 of a to z, 0 to 9, _ and -.";
    throw new Refusal("invalid", message, { field: "createEmoji.name", limit: 32 });
  }
  if (file === 0) throw new Refusal("invalid", "An emoji needs an image.", { field: "createEmoji.file" });
  await gateway.writes.do("createEmoji", { name, file, user: user.id });
  return { case: "done", value: {} };
}

export async function deleteEmoji(
  gateway: GatewayContext,
  { user }: Caller,
  { name }: DeleteEmoji,
): Promise<Answer> {
  const mayDeleteOthers = user.identity.admin;
  await gateway.writes.do("deleteEmoji", { name, user: user.id, mayDeleteOthers });
  gateway.files.removed();
  return { case: "done", value: {} };
}

export async function listEmoji({ store }: GatewayContext): Promise<Answer> {
  return { case: "emoji", value: { emoji: await store.read("listEmoji", {}) } };
}
