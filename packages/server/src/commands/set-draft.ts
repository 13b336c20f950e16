import type { SetDraft } from "@hubbub/protocol";

import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMember } from "./checks.ts";
import { checkFiles, checkText } from "./send.ts";

/** Keeps what the user has begun to write for all their devices; an empty text without files forgets it. */
export async function setDraft(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, thread, text, files }: SetDraft,
): Promise<Answer> {
  if (text !== "" || files.length > 0) checkMember(user, channel);
  if (text !== "") checkText(text, "setDraft.text");
  checkFiles(files, "setDraft.files");
  await gateway.writes.do("setDraft", { user: user.id, channel, thread, text, files });
  gateway.files.removed();
  return { case: "done", value: {} };
}
