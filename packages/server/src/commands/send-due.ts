import { asRefusal } from "../core/event-log.ts";
import { findMentions } from "../core/find-mentions.ts";
import { Refusal } from "../errors.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { DueMessage } from "../store/store.ts";
import { checkMay } from "./checks.ts";
import { checkMaySend, mayMentionAll, sentReply } from "./send.ts";
import { reportByRule } from "./word-rules.ts";

/**
 * Sends a scheduled message as if its sender did it now, but for slow mode and rates; what is refused is noted as
 * failed. Rejects while the store can't write.
 */
export async function sendDue(gateway: GatewayContext, due: DueMessage): Promise<void> {
  try {
    await send(gateway, due);
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal instanceof Refusal && refusal.reason === "unavailable") throw error;
    if (!(refusal instanceof Refusal)) gateway.log.error({ err: error }, "a scheduled message failed");
    const reason = refusal instanceof Refusal ? refusal.reason : "internal";
    await gateway.writes.do("failScheduled", { id: due.message.id, reason });
  }
}

async function send(gateway: GatewayContext, { message, sender }: DueMessage): Promise<void> {
  if (!sender || sender.disabled) throw new Refusal("forbidden", "The sender's account is disabled.");
  const { id, channel, text } = message;
  const { id: userId, name, bot, admin, guest } = sender;
  const user = await gateway.users.visit({ id: userId, name, bot, admin, guest }, performance.now());
  const member = checkMay(user, channel, "send");
  checkMaySend(user, member);
  const checked = gateway.words.check(channel, text, "scheduleMessage.text");
  const said = checked?.text ?? text;
  const at = Date.now();
  const result = await gateway.writes.do("sendScheduled", {
    id,
    text: said,
    places: findMentions(said),
    mayMentionAll: mayMentionAll(user, member),
    at,
  });
  if (!result) return;
  sentReply(channel, at, result);
  if (checked?.reported !== undefined && "seq" in result) {
    await reportByRule(gateway, channel, result.seq, checked.reported);
  }
}
