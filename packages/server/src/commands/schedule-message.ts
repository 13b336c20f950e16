import { LIMITS, type ScheduleMessage } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkClientId, checkFiles, checkMaySend, checkRate, checkText } from "./send.ts";
import { inTurn } from "./slow-mode.ts";

const DAY_MS = 86_400_000;

/** Keeps a message to be sent later; one whose time is past is sent at once. */
export async function scheduleMessage(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, clientId, text, thread, files, at }: ScheduleMessage,
): Promise<Answer> {
  const member = checkMay(user, channel, "send");
  checkMaySend(user, member);
  checkClientId(clientId, "scheduleMessage.clientId");
  if (text !== "" || files.length === 0) checkText(text, "scheduleMessage.text");
  checkFiles(files, "scheduleMessage.files");
  checkTime(at);
  checkRate(gateway, user);
  const message = { user: user.id, clientId, channel, thread, text, files, at };
  const known = await gateway.store.read("scheduledMessage", { user: user.id, clientId });
  if (known) return { case: "scheduled", value: known };
  const value = await inTurn(gateway, user, member, {
    act: () => gateway.writes.do("scheduleMessage", message),
  });
  gateway.schedule.wake(at);
  return { case: "scheduled", value };
}

function checkTime(at: number): void {
  const field = "scheduleMessage.at";
  if (at === 0) throw new Refusal("invalid", "Say when the message is to be sent.", { field });
  if (at <= Date.now() + LIMITS.scheduledDays * DAY_MS) return;
  const message = `A message can be scheduled for ${LIMITS.scheduledDays} days ahead at most.`;
  throw new Refusal("too_large", message, { field, limit: LIMITS.scheduledDays });
}
