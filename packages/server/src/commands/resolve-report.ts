import { LIMITS, type ResolveReport } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkLength } from "./create-channel.ts";

/** Closes a report, and all others about the same message; no error if it is closed. */
export async function resolveReport(
  gateway: GatewayContext,
  { user }: Caller,
  { id, deleteMessage, note }: ResolveReport,
): Promise<Answer> {
  checkLength(note, LIMITS.reasonLength, "note", "resolveReport.note");
  const report = await gateway.store.read("report", { id });
  const seen = report && (user.identity.admin || user.channels.has(report.channel ?? 0));
  if (!seen) throw new Refusal("not_found", `There is no report ${id} that you can see.`);
  if (!user.identity.admin) checkMay(user, report.channel ?? 0, "reports");
  await gateway.writes.do("resolveReport", { id, deleteMessage, note, by: user.id, at: Date.now() });
  if (deleteMessage) gateway.files.removed();
  return { case: "done", value: {} };
}
