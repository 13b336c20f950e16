import { QUOTED_CODECS, type QuotedCodec } from "../analysis/quoted.ts";

/** What `sys.getsizeof` of CPython (3.3 to 3.11, 64 bit) adds to the data: the empty object's size in bytes. */
export const PYTHON_HEADERS = { str: 49, bytes: 33 } as const;

/** Bytes of the data alone, of a size that the performance report prints. */
export function withoutHeader({ bytes, object }: Pick<QuotedCodec, "bytes" | "object">): number {
  return bytes - PYTHON_HEADERS[object];
}

/**
 * What is to be said of the report's sizes, beside the true ones of the message that it prints, in bytes: one
 * sentence each.
 */
export function sizeNotes({ json, protobuf }: { json: number; protobuf: number }): string[] {
  const [first, second, third] = QUOTED_CODECS;
  const [text, bytes, proto] = [withoutHeader(first!), withoutHeader(second!), withoutHeader(third!)];
  const saved = first!.bytes - second!.bytes;
  const headers = PYTHON_HEADERS.str - PYTHON_HEADERS.bytes;
  const between =
    text === bytes
      ? `The ${saved} bytes that ${second!.name} seemed to save over ${first!.name} are the difference of the two headers (${headers})`
      : `Of the ${saved} bytes between ${first!.name} and ${second!.name}, the headers are ${headers}`;
  return [
    `The report's sizes (${QUOTED_CODECS.map((each) => each.bytes).join(", ")}) are sys.getsizeof of Python objects, whose headers count too: ${PYTHON_HEADERS.str} bytes of a str, ${PYTHON_HEADERS.bytes} of a bytes. Without them they are ${text}, ${bytes} and ${proto}.`,
    `${between}.`,
    fit({ json, protobuf }, { json: bytes, protobuf: proto }),
  ];
}

interface Sizes {
  json: number;
  protobuf: number;
}

function fit(here: Sizes, there: Sizes): string {
  const sizes = `The message as the report prints it takes ${here.json} bytes as JSON and ${here.protobuf} as Protobuf`;
  if (here.json === there.json && here.protobuf === there.protobuf) return `${sizes}, the same.`;
  return `${sizes}: not exactly those, so the report measured a slightly different message than it prints.`;
}
