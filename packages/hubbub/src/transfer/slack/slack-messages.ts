import { emojiByName } from "../emoji-names.ts";
import type { Findings } from "../findings.ts";
import type { MessageRecord } from "../records.ts";
import { type Json, object, objects, text, texts } from "../source/json.ts";
import type { SourceFile } from "../source/source-files.ts";
import { slackFiles } from "./slack-files.ts";
import { type SlackNames, slackWords } from "./slack-markup.ts";
import { parseTs } from "./slack-time.ts";

/** What tells of the channel itself: its state says it, too. */
const NOTICE =
  /^(?:(?:channel|group|mpim|im)_|(?:un)?pinned_item$|bot_(?:add|remove|enable|disable)$|reminder_|sh_room_|app_conversation_|tabbed_canvas_|joiner_notification)/;

export interface SlackContext {
  names: SlackNames;
  files: ReadonlyMap<string, SourceFile>;
  scratch: string;
  findings: Findings;
}

/** The message of an entry in a day's file; a sentence if it is damaged, undefined if it is left out, which is counted. */
export function slackMessage(
  entry: Json,
  channel: string,
  context: SlackContext,
): MessageRecord | string | undefined {
  const { findings, names } = context;
  const ts = text(entry, "ts");
  const at = parseTs(ts);
  if (at === undefined) return `has no time ("ts": ${JSON.stringify(entry["ts"] ?? null).slice(0, 40)})`;
  if (text(entry, "type") !== "message") return skipped(findings, "entries that are no messages");
  const subtype = text(entry, "subtype");
  if (NOTICE.test(subtype)) return skipped(findings, "notices of joining, topics and the like");
  const deleted = subtype === "tombstone";
  const words = slackWords(entry, names);
  const { files, lines } = slackFiles(entry, context.files, context.scratch);
  if (lines.length > 0)
    findings.skip("files that are not in the export: a link stands in their place", lines.length);
  const said = subtype === "me_message" ? `_${words.text}_` : words.text;
  const body = [said, ...lines].filter((part) => part !== "").join("\n\n");
  if (body === "" && files.length === 0 && !deleted) return skipped(findings, "messages without any content");
  const user = text(entry, "user");
  const edited = parseTs(text(object(entry, "edited"), "ts"));
  const thread = text(entry, "thread_ts");
  return {
    kind: "message",
    channel,
    id: ts,
    user: names.users.has(user) ? user : "",
    at,
    text: deleted ? "" : body,
    thread: thread === ts ? "" : thread,
    inChannel: subtype === "thread_broadcast",
    mentions: [],
    mentionsChannel: words.mentionsChannel,
    mentionsHere: words.mentionsHere,
    files,
    alias: aliasOf(entry, names),
    deleted,
    // What it said before isn't in the export, only when it was changed.
    versions:
      edited === undefined || deleted
        ? []
        : [
            { at, text: body },
            { at: edited, text: body },
          ],
    reactions: deleted ? [] : reactionsOf(entry, at),
    previews: [],
  };
}

function skipped(findings: Findings, reason: string): undefined {
  findings.skip(reason);
}

/** Programs are shown by the name that they gave, and so is who the export doesn't know. */
function aliasOf(entry: Json, names: SlackNames): MessageRecord["alias"] {
  const user = text(entry, "user");
  const isBot = text(entry, "subtype") === "bot_message" || text(entry, "bot_id") !== "";
  if (names.users.has(user) && !(isBot && text(entry, "username") !== "")) return undefined;
  const profile = object(entry, "user_profile");
  const name =
    text(entry, "username") ||
    text(object(entry, "bot_profile"), "name") ||
    text(profile, "display_name") ||
    text(profile, "real_name") ||
    user ||
    text(entry, "bot_id") ||
    "unknown";
  const icon = text(object(entry, "icons"), "emoji").replaceAll(/^:|:$/g, "");
  return { name, emoji: emojiByName(icon) ?? "" };
}

function reactionsOf(entry: Json, at: number): MessageRecord["reactions"][number][] {
  return objects(entry, "reactions").flatMap((reaction) => {
    const name = text(reaction, "name");
    const emoji = emojiByName(name) ?? `:${name.replace(/::skin-tone-[2-6]$/, "")}:`;
    return texts(reaction, "users").map((user) => ({ emoji, user, at }));
  });
}
