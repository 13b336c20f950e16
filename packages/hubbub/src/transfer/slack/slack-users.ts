import { emojiByName } from "../emoji-names.ts";
import type { UserRecord } from "../records.ts";
import { flag, type Json, object, text } from "../source/json.ts";

/** A user of users.json; undefined if it has no id. */
export function slackUser(user: Json): UserRecord | undefined {
  const id = text(user, "id");
  if (id === "") return undefined;
  const profile = object(user, "profile");
  const realName = text(profile, "real_name") || text(user, "real_name");
  const guest = flag(user, "is_restricted") || flag(user, "is_ultra_restricted");
  return {
    kind: "user",
    id,
    name: text(user, "name") || text(profile, "display_name") || realName || id,
    displayName: text(profile, "display_name") || realName,
    title: text(profile, "title"),
    timezone: text(user, "tz"),
    email: text(profile, "email"),
    role: guest ? "guest" : "member",
    bot: flag(user, "is_bot") || id === "USLACKBOT",
    disabled: flag(user, "deleted"),
    createdAt: 0,
    status: statusOf(profile),
    presence: 0,
  };
}

function statusOf(profile: Json): UserRecord["status"] {
  const expires = profile["status_expiration"];
  return {
    emoji: emojiByName(text(profile, "status_emoji").replaceAll(/^:|:$/g, "")) ?? "",
    text: text(profile, "status_text"),
    until: typeof expires === "number" && expires > 0 ? Math.floor(expires) * 1000 : 0,
  };
}
