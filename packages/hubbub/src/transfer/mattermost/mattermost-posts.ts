import { slackText } from "@hubbub/server";

import { emojiByName } from "../emoji-names.ts";
import type { Findings } from "../findings.ts";
import type { FileRecord, MessageRecord } from "../records.ts";
import { isObject, type Json, objects, text, whole } from "../source/json.ts";
import { localFile } from "../source/local-file.ts";
import type { SourceFile } from "../source/source-files.ts";
import { mattermostWords } from "./mattermost-text.ts";
import type { StagedPost } from "./staging.ts";

/** Characters of an id's hash: of two posts of one user in one millisecond. */
const HASH_LENGTH = 8;

export interface PostContext {
  isUser(name: string): boolean;
  files: ReadonlyMap<string, SourceFile>;
  scratch: string;
  findings: Findings;
}

/** What a post is called: exports have no ids, and Mattermost itself tells posts apart so. */
export function postId({ create_at: at, user, message }: Json): string {
  const said = typeof message === "string" ? message : "";
  const hash = new Bun.CryptoHasher("sha256").update(said).digest("base64url").slice(0, HASH_LENGTH);
  return `${String(at)}.${hash}.${String(user)}`;
}

/** Why a post can't be read; undefined if it can. */
export function postFault(post: Json): string | undefined {
  if (whole(post, "create_at") === 0) return "has a post without create_at";
  if (typeof post["message"] !== "string") return "has a post without a message";
  return undefined;
}

/** The message of a post; undefined if it is left out, which is counted. */
export function postMessage(post: StagedPost, context: PostContext): MessageRecord | undefined {
  const { fields, at, channel, id, root } = post;
  const { findings } = context;
  if (text(fields, "type").startsWith("system_")) {
    findings.skip("notices of joining, topics and the like");
    return undefined;
  }
  const words = mattermostWords(text(fields, "message"), context.isUser);
  const props = isObject(fields["props"]) ? fields["props"] : {};
  const attached = slackText({ attachments: props["attachments"] });
  const { files, missing } = attachmentsOf(fields, context);
  for (const path of missing) findings.fault(path, 0, "is not in the export, but a post has it");
  const said = [words.text, attached, ...missing.map((path) => `*${path.split("/").at(-1)}*`)];
  const body = said.filter((part) => part !== "").join("\n\n");
  if (body === "" && files.length === 0) {
    findings.skip("messages without any content");
    return undefined;
  }
  const user = text(fields, "user").toLowerCase();
  const editedAt = whole(fields, "edit_at");
  return {
    kind: "message",
    channel,
    id,
    user: context.isUser(user) ? user : "",
    at,
    text: body,
    thread: root,
    inChannel: false,
    mentions: [],
    mentionsChannel: words.mentionsChannel,
    mentionsHere: words.mentionsHere,
    files,
    alias: aliasOf(props, user, context),
    deleted: false,
    versions:
      editedAt === 0
        ? []
        : [
            { at, text: body },
            { at: editedAt, text: body },
          ],
    reactions: objects(fields, "reactions").map((reaction) => ({
      emoji: emojiByName(text(reaction, "emoji_name")) ?? `:${text(reaction, "emoji_name")}:`,
      user: text(reaction, "user").toLowerCase(),
      at: whole(reaction, "create_at") || at,
    })),
    previews: [],
  };
}

function aliasOf(props: Json, user: string, { isUser }: PostContext): MessageRecord["alias"] {
  const name = text(props, "override_username") || (isUser(user) ? "" : user || "unknown");
  if (name === "") return undefined;
  return { name, emoji: emojiByName(text(props, "override_icon_emoji").replaceAll(":", "")) ?? "" };
}

function attachmentsOf(
  fields: Json,
  { files, scratch }: PostContext,
): { files: FileRecord[]; missing: string[] } {
  const found: FileRecord[] = [];
  const missing: string[] = [];
  for (const attachment of objects(fields, "attachments")) {
    const path = text(attachment, "path");
    const file = sourceFile(files, path);
    if (file)
      found.push({ id: path, name: path.split("/").at(-1) ?? path, open: () => localFile(file, scratch) });
    else missing.push(path);
  }
  return { files: found, missing };
}

/** Only what the export has: a path that leads elsewhere names nothing. */
export function sourceFile(files: ReadonlyMap<string, SourceFile>, path: string): SourceFile | undefined {
  const plain = path.replace(/^\.\//, "");
  return files.get(plain) ?? files.get(`data/${plain}`);
}
