import { LIMITS, type SetProfile } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkLength } from "./create-channel.ts";

const CONTROL = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Sets how the user is shown. */
export async function setProfile(
  gateway: GatewayContext,
  { user }: Caller,
  profile: SetProfile,
): Promise<Answer> {
  const { displayName, title, timezone } = profile;
  checkLine(displayName, LIMITS.displayNameLength, "display name", "setProfile.displayName");
  checkLine(title, LIMITS.titleLength, "title", "setProfile.title");
  if (timezone !== "" && !isTimeZone(timezone)) {
    const message = `"${timezone.slice(0, 64)}" is no IANA time zone, such as Europe/Zurich.`;
    throw new Refusal("invalid", message, { field: "setProfile.timezone" });
  }
  await gateway.writes.do("setProfile", { user: user.id, profile });
  gateway.files.removed();
  gateway.userPresence.changed(user.id, true);
  return { case: "done", value: {} };
}

function checkLine(text: string, limit: number, what: string, field: string): void {
  checkLength(text, limit, what, field);
  if (!CONTROL.test(text)) return;
  throw new Refusal("invalid", `A ${what} has no control or invisible characters.`, { field });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
