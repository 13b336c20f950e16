import { QUOTED_CODECS } from "../analysis/quoted.ts";
import { type Table } from "../report/table.ts";
import { jsonText, protobuf } from "./candidates.ts";
import { type CodecMessage, type CodecResult, totalMs } from "./codec-result.ts";
import { sizeNotes, withoutHeader } from "./python-sizes.ts";

const HEADINGS = ["serialize ms", "deserialize ms", "total ms", "bytes"];

/** What was measured with one message, under this title. */
export function codecTable({ message, rounds, codecs }: CodecMessage): { title: string; table: Table } {
  const rows = codecs.map((each) => [
    each.codec,
    whole(each.serializeMs),
    whole(each.deserializeMs),
    whole(totalMs(each)),
    whole(each.bytes),
  ]);
  return { title: `${message}, ${whole(rounds)} rounds`, table: table(HEADINGS, rows) };
}

/** The performance report's own table. */
export function quotedCodecTable(): { title: string; table: Table } {
  const rows = QUOTED_CODECS.map((each) => [
    each.name,
    whole(each.serializeMs),
    whole(each.deserializeMs),
    whole(each.totalMs),
    whole(withoutHeader(each)),
    whole(each.bytes),
  ]);
  const title =
    "Quoted history: the performance report's own figures, of Python on another machine, 1,000,000 rounds";
  return { title, table: table([...HEADINGS, "as printed there"], rows) };
}

/** Sentences on the sizes in the quoted table, beside those measured here. */
export function quotedSizeNotes({ messages }: CodecResult): string[] {
  const bytes = (name: string) => messages[0]!.codecs.find(({ codec }) => codec === name)!.bytes;
  return sizeNotes({ json: bytes(jsonText.name), protobuf: bytes(protobuf.name) });
}

/** "Protobuf encode + decode …, target at most …", for after "met: " or "MISSED: ". */
export function codecTarget({ target: { protobufMs, jsonMs } }: CodecResult): string {
  return `Protobuf encode + decode ${whole(protobufMs)} ms, target at most native JSON's ${whole(jsonMs)} ms`;
}

function table(headings: readonly string[], rows: readonly string[][]): Table {
  return { columns: ["", ...headings].map((heading) => ({ heading })), rows };
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}
