import { LIMITS, type Preferences, type SetPreferences } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";

const MINUTES_OF_DAY = 24 * 60;

/** Replaces the user's preferences, on all devices. */
export async function setPreferences(
  gateway: GatewayContext,
  { user }: Caller,
  { preferences }: SetPreferences,
): Promise<Answer> {
  if (!preferences) {
    throw new Refusal("invalid", "Give preferences.", { field: "setPreferences.preferences" });
  }
  check(preferences);
  await gateway.writes.do("setPreferences", { user: user.id, preferences });
  return { case: "done", value: {} };
}

function check({ keywords, quietFromMinute, quietToMinute, mailAfterMinutes, client }: Preferences): void {
  within(keywords.length, LIMITS.keywords, "keywords", "There are too many keywords.");
  for (const word of keywords) {
    const length = [...word].length;
    if (length === 0) throw new Refusal("invalid", "A keyword is empty.", { field: field("keywords") });
    within(length, LIMITS.keywordLength, "keywords", "A keyword is too long.");
  }
  within(quietFromMinute, MINUTES_OF_DAY - 1, "quietFromMinute", "A day has no such minute.");
  within(quietToMinute, MINUTES_OF_DAY - 1, "quietToMinute", "A day has no such minute.");
  within(mailAfterMinutes, LIMITS.mailAfterMinutes, "mailAfterMinutes", "That is more than a week.");
  const bytes = Buffer.byteLength(client);
  within(bytes, LIMITS.clientPreferencesBytes, "client", "What the client keeps is too large.");
  if (client !== "" && !isJson(client)) {
    throw new Refusal("invalid", "What the client keeps is no JSON.", { field: field("client") });
  }
}

function within(value: number, limit: number, name: keyof Preferences, message: string): void {
  if (value > limit) throw new Refusal("too_large", message, { field: field(name), limit });
}

const field = (name: keyof Preferences): string => `setPreferences.preferences.${name}`;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
