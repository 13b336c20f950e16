import type { GatewayContext } from "../gateway/gateway-context.ts";

/** Has the moderators look at a message in which a word rule found something; again and again it makes one report. */
export async function reportByRule(
  gateway: GatewayContext,
  channel: number,
  seq: number,
  pattern: string,
): Promise<void> {
  const reason = `Word rule: ${pattern}`;
  await gateway.writes.do("reportMessage", { channel, seq, by: 0, reason, at: Date.now() });
}
