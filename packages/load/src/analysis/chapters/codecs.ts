import { type CodecResult, codecResultSchema } from "../../codec/codec-result.ts";
import { codecTable, codecTarget, quotedCodecTable, quotedSizeNotes } from "../../codec/codec-tables.ts";
import { measureCodecs } from "../../codec/measure-codecs.ts";
import { type Block } from "../../report/document.ts";
import { type Chapter } from "../chapter.ts";
import { quotedSource } from "../figures-of-runs.ts";
import { QUOTED_CODECS_PLACE, REPORT_MESSAGE } from "../quoted.ts";

const STEP = "serialization";
/** Of all codecs with all messages, for a million rounds. */
const MS_PER_MILLION = 13_000;

export const codecsChapter: Chapter<CodecResult> = {
  title: "Serialization",
  schema: codecResultSchema,
  steps: ({ codecRounds }) => [{ title: STEP, expectedMs: (codecRounds / 1e6) * MS_PER_MILLION }],
  measure: ({ plan, signal, step }) =>
    step(STEP, () => measureCodecs({ rounds: plan.codecRounds, onProgress: () => {}, signal })),
  write,
};

function write(result: CodecResult): Block[] {
  const [report, ...others] = result.messages.map(codecTable);
  return [
    {
      kind: "text",
      text: "The report's test message, serialized and read again with native JSON as text, with JSON as bytes (what a binary frame carries), and with Hubbub's own Protobuf codec. Times are sums over all rounds, as in the report; the codecs take turns in short passes, so that what else the machine does meanwhile hits all alike. Bytes are those of the encoded message alone.",
    },
    { kind: "code", text: JSON.stringify(REPORT_MESSAGE, undefined, 2) },
    captioned(report!),
    {
      kind: "text",
      text: `${verdictSentence(result)} The target is ${result.target.met ? "met" : "MISSED"}: ${codecTarget(result)}.`,
    },
    captioned(quotedCodecTable()),
    { kind: "note", text: `Quoted from ${quotedSource({ place: QUOTED_CODECS_PLACE })}.` },
    { kind: "text", text: quotedSizeNotes(result).join(" ") },
    {
      kind: "text",
      text: "The messages that a chat server spends its time on, measured the same way. The frame with 20 events is what batched fan-out sends.",
    },
    ...others.map(captioned),
  ];
}

function verdictSentence({ messages, target: { protobufMs, jsonMs } }: CodecResult): string {
  const [json, , protobuf] = messages[0]!.codecs;
  const size = `in ${protobuf!.bytes} instead of ${json!.bytes} bytes`;
  const share = Math.round((100 * protobufMs) / jsonMs);
  return `Protobuf takes ${share}% of native JSON's time for serializing and reading together, ${size}.`;
}

function captioned({ title, table }: ReturnType<typeof codecTable>): Block {
  return { kind: "table", table, caption: title };
}
