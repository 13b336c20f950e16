import type { FileRecord } from "../records.ts";
import { type Json, objects, text } from "../source/json.ts";
import { localFile } from "../source/local-file.ts";
import type { SourceFile, SourceFiles } from "../source/source-files.ts";

/** A file's id at the beginning of a file's or a folder's name. */
const ID = /(?:^|\/)(F[A-Z0-9]{6,})(?:[-_./][^/]*)?(?=\/[^/]*$|$)/;

/** Files that the operator has, by Slack's ids: `ID`, `ID.png`, `ID-name.png` or `ID/name.png`, in whatever folder. */
export function filesById(attachments: SourceFiles | undefined): ReadonlyMap<string, SourceFile> {
  const found = new Map<string, SourceFile>();
  for (const [path, file] of attachments?.files ?? []) {
    const id = ID.exec(path)?.[1];
    if (id !== undefined && !found.has(id)) found.set(id, file);
  }
  return found;
}

export interface SlackFiles {
  files: FileRecord[];
  /** Of those that aren't here: a line of Markdown for each. */
  lines: string[];
}

/** A message's files; links to those that aren't here. */
export function slackFiles(
  message: Json,
  known: ReadonlyMap<string, SourceFile>,
  scratch: string,
): SlackFiles {
  const all: SlackFiles = { files: [], lines: [] };
  for (const file of objects(message, "files")) {
    const id = text(file, "id");
    const name = text(file, "name") || text(file, "title") || "file";
    const source = known.get(id);
    if (source) all.files.push({ id, name, open: () => localFile(source, scratch) });
    else all.lines.push(lineOf(name, text(file, "url_private") || text(file, "permalink")));
  }
  return all;
}

function lineOf(name: string, url: string): string {
  const label = name.replaceAll(/[[\]\\]/g, "\\$&");
  return /^https?:\/\//.test(url)
    ? `[${label}](${url.replaceAll(/[()\s]/g, encodeURIComponent)})`
    : `*${label}*`;
}
