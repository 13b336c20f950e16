import { plainText } from "../chat/plain-text.ts";
import type { Renamed } from "./importer/tally.ts";
import { count } from "./progress.ts";
import type { ImportDone } from "./run-import.ts";

/** What an import has done, and what it has left out and why, as lines of text. */
export function summaryLines({ tally, findings }: ImportDone, dryRun: boolean): string[] {
  const { users, newUsers, channels, newChannels, messages, newMessages, files, emoji } = tally;
  const of = (some: number, all: number, what: string): string =>
    dryRun ? `${count(all)} ${what}` : `${count(some)} of ${count(all)} ${what}`;
  const parts = [
    of(newUsers, users, "users"),
    of(newChannels, channels, "channels"),
    of(newMessages, messages, "messages"),
  ];
  if (files > 0) parts.push(`${count(files)} files`);
  if (emoji > 0) parts.push(`${count(emoji)} emoji`);
  const head = dryRun ? "Would import" : "Imported";
  const lines = [`${head} ${parts.join(", ")}.`];
  if (!dryRun && newMessages < messages) lines.push("The rest was here already.");
  for (const [reason, number] of findings.skipped)
    lines.push(`Left out or changed: ${count(number)} ${plainText(reason)}.`);
  if (findings.faults > 0) lines.push(`Damaged, and left out: ${count(findings.faults)} places, told above.`);
  lines.push(...renamedLines("User", tally.renamedUsers), ...renamedLines("Channel", tally.renamedChannels));
  return lines;
}

function renamedLines(what: string, renamed: readonly Renamed[]): string[] {
  return renamed.map(({ was, is }) => `${what} ${plainText(was)} is called ${plainText(is)} here.`);
}
