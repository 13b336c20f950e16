import { mentionOf, type MessageRecord, withoutMarks } from "../records.ts";
import { flag, type Json, object, objects, text, whole } from "../source/json.ts";
import { type ArchiveFiles, idIn } from "./archive-fields.ts";

/** The message of a line, or a sentence that says what is wrong with it. `names` are those of users by id. */
export function messageRecord(
  line: Json,
  channel: string,
  names: ReadonlyMap<string, string>,
  files: ArchiveFiles,
): MessageRecord | string {
  const id = idIn(line, "id");
  const at = whole(line, "at");
  const user = idIn(line, "user");
  if (id === "" || at === 0 || user === "") return "has a message without an id, a time or a user";
  if (line["text"] !== undefined && typeof line["text"] !== "string")
    return "has a message whose text is none";
  const mentions = idsIn(line, "mentions");
  const marked = (words: string): string => withMarks(withoutMarks(words), mentions, names);
  const alias = object(line, "alias");
  return {
    kind: "message",
    channel,
    id,
    user,
    at,
    text: marked(text(line, "text")),
    thread: idIn(line, "thread"),
    inChannel: flag(line, "inChannel"),
    mentions,
    mentionsChannel: flag(line, "mentionsChannel"),
    mentionsHere: flag(line, "mentionsHere"),
    files: objects(line, "files").map((file) => files.record(file)),
    alias:
      text(alias, "name") === "" ? undefined : { name: text(alias, "name"), emoji: text(alias, "emoji") },
    deleted: flag(line, "deleted"),
    versions: objects(line, "versions").map((version) => ({
      at: whole(version, "at"),
      text: marked(text(version, "text")),
    })),
    reactions: objects(line, "reactions").map((reaction) => ({
      emoji: text(reaction, "emoji"),
      user: idIn(reaction, "user"),
      at: whole(reaction, "at") || at,
    })),
    previews: objects(line, "previews").map((preview) => ({
      url: text(preview, "url"),
      title: text(preview, "title"),
      description: text(preview, "description"),
      site: text(preview, "site"),
      image: files.of(preview, "image"),
    })),
  };
}

/** Puts marks where a mentioned user's name stands just so: whoever is called otherwise here is named so then. */
function withMarks(words: string, mentions: readonly string[], names: ReadonlyMap<string, string>): string {
  let marked = words;
  for (const id of mentions) {
    const name = names.get(id);
    if (name !== undefined && marked.includes(`@${name}`)) {
      marked = marked.replaceAll(
        new RegExp(`@${RegExp.escape(name)}(?![\\p{L}\\p{M}\\p{N}_])`, "gu"),
        mentionOf(id),
      );
    }
  }
  return marked;
}

function idsIn(line: Json, name: string): string[] {
  const ids = line[name];
  return Array.isArray(ids) ? ids.filter((id) => Number.isSafeInteger(id)).map(String) : [];
}
