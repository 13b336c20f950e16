import type { EditMessage } from "@hubbub/protocol";

import { findMentions } from "../core/find-mentions.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkClientId, checkNotMuted, checkRate, checkText, mayMentionAll } from "./send.ts";
import { reportByRule } from "./word-rules.ts";

/** Changes the text of an own message; nothing happens if it reads so already. */
export async function editMessage(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seq, text, clientId }: EditMessage,
): Promise<Answer> {
  const member = checkMay(user, channel, "editOwn");
  checkNotMuted(member);
  checkClientId(clientId, "editMessage.clientId");
  // Whether it may be empty is seen by its files.
  if (text !== "") checkText(text, "editMessage.text");
  checkRate(gateway, user);
  const checked = gateway.words.check(channel, text, "editMessage.text");
  const said = checked?.text ?? text;
  const event = await gateway.writes.do("editMessage", {
    channel,
    seq,
    user: user.id,
    text: said,
    clientId,
    places: findMentions(said),
    mayMentionAll: mayMentionAll(user, member),
    at: Date.now(),
  });
  if (checked?.reported !== undefined) await reportByRule(gateway, channel, seq, checked.reported);
  return { case: "logged", value: { channel, seq: event } };
}
