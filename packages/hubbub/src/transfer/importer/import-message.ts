import { LIMITS } from "@hubbub/protocol";

import type { Findings } from "../findings.ts";
import { type MessageRecord, resolveMarks } from "../records.ts";
import type { ImportTarget } from "./import-target.ts";
import type { UserImport } from "./import-users.ts";
import { splitText } from "./split-text.ts";
import type { TakeFile } from "./take-files.ts";
import type { Tally } from "./tally.ts";

/** What the parts of an import share. */
export interface ImportContext {
  target: ImportTarget;
  source: string;
  users: UserImport;
  takeFile: TakeFile;
  tally: Tally;
  findings: Findings;
}

export type NewMessage = Parameters<ImportTarget["messages"]>[0]["messages"][number];

/** As commands take it: an emoji of Unicode's, or the name of one of the server's own. */
const EMOJI = /^(?:\p{RGI_Emoji}|:[a-z0-9_\-]{2,32}:)$/v;
/** Between a message's id and the number of a further part of it. */
const PART = "~";

/**
 * What the store is given for a message of the source: one as a rule, several for one that is longer than a message can
 * be, or has more files.
 */
export async function messagesOf(
  record: MessageRecord,
  clientId: (message: string) => string,
  context: ImportContext,
): Promise<NewMessage[]> {
  const { users, findings } = context;
  const author = users.get(record.user) ?? (await users.nobody());
  const { text, mentions } = resolveText(record, users);
  const files = await filesOf(record.files, author.id, record.at, context);
  const previews = await previewsOf(record, author.id, context);
  const texts = splitText(text);
  const count = Math.max(texts.length, Math.ceil(files.length / LIMITS.messageFiles));
  if (count > 1) findings.skip("messages too long for one: they were split", 1);
  const versions = record.versions.map(({ at, text: said }) => ({
    at,
    text: resolveText({ ...record, text: said }, users).text,
  }));
  return Array.from({ length: count }, (_, part): NewMessage => {
    const isFirst = part === 0;
    const said = texts[part] ?? "";
    const asOf = (version: { at: number; text: string }) => ({
      at: version.at,
      text: count > 1 ? said : version.text,
    });
    const history = isFirst ? versions.map(asOf) : [];
    return {
      clientId: clientId(isFirst ? record.id : `${record.id}${PART}${part + 1}`),
      user: author.id,
      at: record.at,
      text: history[0]?.text ?? said,
      thread: record.thread === "" ? "" : clientId(record.thread),
      inChannel: record.inChannel,
      mentions: isFirst ? mentions : [],
      mentionsChannel: isFirst && record.mentionsChannel,
      mentionsHere: isFirst && record.mentionsHere,
      files: files.slice(part * LIMITS.messageFiles, (part + 1) * LIMITS.messageFiles),
      alias: record.alias && aliasOf(record.alias),
      deleted: record.deleted,
      edits: history.slice(1, LIMITS.editsPerMessage + 1),
      reactions: isFirst ? reactionsOf(record, context) : [],
      previews: isFirst ? previews : [],
    };
  });
}

/** The text with names in place of marks, and who is mentioned. */
function resolveText(
  { text, mentions: others }: Pick<MessageRecord, "text" | "mentions">,
  users: UserImport,
): { text: string; mentions: number[] } {
  const mentioned = new Set<number>();
  const resolved = resolveMarks(text, (id) => {
    const user = users.get(id);
    if (user) mentioned.add(user.id);
    return `@${user?.name ?? id}`;
  });
  for (const id of others) {
    const user = users.get(id);
    if (user) mentioned.add(user.id);
  }
  return { text: resolved, mentions: [...mentioned] };
}

function aliasOf({ name, emoji }: NonNullable<MessageRecord["alias"]>) {
  return {
    name: [...name].slice(0, LIMITS.channelNameLength).join(""),
    emoji: EMOJI.test(emoji) ? emoji : "",
  };
}

async function filesOf(
  files: MessageRecord["files"],
  owner: number,
  at: number,
  { takeFile }: ImportContext,
): Promise<number[]> {
  const ids: number[] = [];
  for (const file of files) {
    const id = await takeFile(file, owner, at);
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

async function previewsOf(
  { previews, at }: MessageRecord,
  owner: number,
  { takeFile }: ImportContext,
): Promise<NewMessage["previews"][number][]> {
  const made = [];
  for (const { image, ...words } of previews) {
    made.push({ ...words, image: image && (await takeFile(image, owner, at)) });
  }
  return made;
}

/** Each user once with an emoji, within the bounds of a message. */
function reactionsOf(
  { reactions }: MessageRecord,
  { users, findings }: ImportContext,
): NewMessage["reactions"][number][] {
  const kept: NewMessage["reactions"][number][] = [];
  const seen = new Set<string>();
  const emojis = new Set<string>();
  for (const { emoji, user: id, at } of reactions) {
    const user = users.get(id);
    if (user === undefined) findings.skip("reactions of users who are not in the export");
    else if (emoji.length > LIMITS.emojiLength || !EMOJI.test(emoji))
      findings.skip("reactions that are no emoji");
    else if (
      kept.length >= LIMITS.reactionsPerMessage ||
      (!emojis.has(emoji) && emojis.size >= LIMITS.emojiPerMessage)
    ) {
      findings.skip("reactions of messages that have too many");
    } else if (!seen.has(`${emoji} ${user.id}`)) {
      seen.add(`${emoji} ${user.id}`);
      emojis.add(emoji);
      kept.push({ emoji, user: user.id, at });
    }
  }
  return kept;
}
