import type { File, Init } from "@hubbub/protocol";

import type { FoundPreviews } from "../files/found-previews.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { fileOf } from "../store/store.ts";

/** The worker has fetched what stands behind a message's links. */
export async function takePreviews(gateway: GatewayContext, body: unknown): Promise<void> {
  const { channel, seq, previews } = body as FoundPreviews;
  const taken = [];
  for (const { url, title, description, site, image } of previews) {
    const file = image === undefined ? undefined : await keep(gateway, image);
    taken.push({ url, title, description, site, image: file });
  }
  await gateway.writes.do("addPreviews", { channel, seq, previews: taken, at: Date.now() });
}

/** A picture as a file of the server's own. */
async function keep(gateway: GatewayContext, path: string): Promise<Init<File> | undefined> {
  const row = await gateway.files.adopt(path, "preview.webp");
  return row?.thumbnail ? fileOf(row) : undefined;
}
