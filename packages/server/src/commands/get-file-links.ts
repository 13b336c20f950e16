import { type GetFileLinks, LIMITS } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Links to files that need no token, for those that the user may read. */
export async function getFileLinks(
  { store, files, revocations }: GatewayContext,
  { user }: Caller,
  { ids }: GetFileLinks,
): Promise<Answer> {
  if (ids.length === 0 || ids.length > LIMITS.fileLinks) {
    throw new Refusal("invalid", `Ask for 1 to ${LIMITS.fileLinks} files.`, {
      field: "getFileLinks.ids",
      limit: LIMITS.fileLinks,
    });
  }
  const now = Date.now();
  const rows = await store.read("readableFiles", { ids, user: user.id, at: now });
  const since = revocations.allRevokedAt(user.id);
  const links = rows.map(({ id, name }) => ({
    id,
    path: `/files/${id}/${encodeURIComponent(name)}?${files.links.sign(id, user.id, since, now)}`,
  }));
  return { case: "fileLinks", value: { links } };
}
