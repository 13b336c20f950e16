import { Glob } from "bun";

const SOURCES = new URL("../../src/", import.meta.url).pathname;
/** What a dialog is made of. */
const MADE_OF =
  /from "(\.\.?\/)+((design|app)\/)?(Dialog|ConfirmDialog|FormDialog|Popover)\.tsx"|"@base-ui\/react\/(dialog|alert-dialog)"|"\.\.\/design\/ConfirmDialog\.tsx"/;

/** Files below src/ that show a dialog, without those that dialogs are made of. */
export async function dialogFiles(): Promise<string[]> {
  const files: string[] = [];
  for await (const path of new Glob("**/*.tsx").scan(SOURCES)) {
    if (path.startsWith("design/") || path.endsWith("/FormDialog.tsx")) continue;
    if (MADE_OF.test(await Bun.file(SOURCES + path).text())) files.push(path);
  }
  return files.toSorted();
}
