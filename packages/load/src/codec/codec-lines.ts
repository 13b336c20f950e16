import { type Table, tableText } from "../report/table.ts";
import { type CodecResult } from "./codec-result.ts";
import { codecTable, codecTarget, quotedCodecTable, quotedSizeNotes } from "./codec-tables.ts";

/** A result of the codec benchmark for a terminal. */
export function codecLines(result: CodecResult, { color }: { color: boolean }): string[] {
  const { machine, messages } = result;
  const [report, ...others] = messages.map(codecTable);
  const lines = ({ title, table }: { title: string; table: Table }) => [
    "",
    `${title}:`,
    ...indented(tableText(table, { color }).trimEnd().split("\n")),
  ];
  return [
    `${machine.cpu}, ${machine.cores} cores, Bun ${machine.bun}. Times are sums over all rounds, as in the Python chat server's performance report that Hubbub started from.`,
    ...lines(report!),
    ...lines(quotedCodecTable()),
    ...indented(quotedSizeNotes(result)),
    ...others.flatMap(lines),
    "",
    `  ${result.target.met ? "met" : "MISSED"}: ${codecTarget(result)}`,
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
