import { QUOTED_CODECS } from "../analysis/quoted.ts";
import { tableLines } from "../bench/print-table.ts";
import { jsonText, protobuf } from "./candidates.ts";
import { type CodecMessage, type CodecResult, totalMs } from "./codec-result.ts";
import { sizeNotes, withoutHeader } from "./python-sizes.ts";

const HEADINGS = ["serialize ms", "deserialize ms", "total ms", "bytes"];

/** A result of the codec benchmark for a terminal. */
export function codecLines({ machine, messages, target }: CodecResult): string[] {
  const report = messages[0]!;
  return [
    `${machine.cpu}, ${machine.cores} cores, Bun ${machine.bun}. Times are sums over all rounds, as in the performance report.`,
    ...messages.flatMap((message, at) => [
      ...messageLines(message),
      ...(at === 0 ? quotedLines(report) : []),
    ]),
    "",
    `  ${target.met ? "met" : "MISSED"}: Protobuf encode + decode ${whole(target.protobufMs)} ms, target at most native JSON's ${whole(target.jsonMs)} ms`,
  ];
}

function messageLines({ message, rounds, codecs }: CodecMessage): string[] {
  const rows = codecs.map((each) => [
    each.codec,
    whole(each.serializeMs),
    whole(each.deserializeMs),
    whole(totalMs(each)),
    whole(each.bytes),
  ]);
  return ["", `${message}, ${rounds.toLocaleString("en")} rounds:`, ...tableLines(["", ...HEADINGS], rows)];
}

function quotedLines({ codecs }: CodecMessage): string[] {
  const rows = QUOTED_CODECS.map((each) => [
    each.name,
    whole(each.serializeMs),
    whole(each.deserializeMs),
    whole(each.totalMs),
    whole(withoutHeader(each)),
    whole(each.bytes),
  ]);
  const bytes = (codec: string) => codecs.find((times) => times.codec === codec)!.bytes;
  return [
    "",
    "The performance report's own figures, of Python on another machine, 1,000,000 rounds:",
    ...tableLines(["", ...HEADINGS, "as printed there"], rows),
    ...sizeNotes({ json: bytes(jsonText.name), protobuf: bytes(protobuf.name) }).map((note) => `  ${note}`),
  ];
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}
