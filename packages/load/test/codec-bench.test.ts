import { describe, expect, test } from "bun:test";

import { REPORT_MESSAGE } from "../src/analysis/quoted.ts";
import { CANDIDATES, prepareVerified } from "../src/codec/candidates.ts";
import { codecCases } from "../src/codec/codec-cases.ts";
import { codecLines } from "../src/codec/codec-lines.ts";
import { codecResultSchema } from "../src/codec/codec-result.ts";
import { measureCodecs } from "../src/codec/measure-codecs.ts";
import { sizeNotes, withoutHeader } from "../src/codec/python-sizes.ts";

const unaborted = new AbortController().signal;

describe("the serialization table", () => {
  test("[L50.1] sizes of the performance report lose the header of the Python object", () => {
    expect(withoutHeader({ bytes: 132, object: "str" })).toBe(83);
    expect(withoutHeader({ bytes: 116, object: "bytes" })).toBe(83);
    expect(withoutHeader({ bytes: 64, object: "bytes" })).toBe(31);
  });

  test("[L50.1] it is said what the headers explain, and that the report's message was another if it was", () => {
    const notes = sizeNotes({ json: 86, protobuf: 37 }).join(" ");
    expect(notes).toContain("Without them they are 83, 83 and 31.");
    expect(notes).toContain("The 16 bytes that orjson seemed to save over JSON are the difference");
    expect(notes).toContain("takes 86 bytes as JSON and 37 as Protobuf: not exactly those");
    expect(sizeNotes({ json: 83, protobuf: 31 }).at(-1)).toEndWith(
      "83 bytes as JSON and 31 as Protobuf, the same.",
    );
  });

  test("[L50.2] the first message is the report's own, in true sizes", () => {
    const [report] = codecCases();
    expect(JSON.parse(report!.json)).toEqual(REPORT_MESSAGE);
    const sizes = CANDIDATES.map((candidate) =>
      Buffer.byteLength(prepareVerified(candidate, report!).encode()),
    );
    // Of Protobuf: a byte for each tag and length, 9 + 6 + 5 letters, 1 for the age and 8 for the double.
    expect(sizes).toEqual([86, 86, 4 + 1 + 3 + 20 + 1 + 8]);
  });

  test("[L50.3] a codec that makes something else of a message is not timed", () => {
    const [report] = codecCases();
    const wrong = { name: "wrong", prepare: () => ({ encode: () => "{}", decode: () => ({}) }) };
    expect(() => prepareVerified(wrong, report!)).toThrow(
      "wrong does not encode The report's test message right.",
    );
  });

  test("[L50.4] each round is timed once, in passes that all codecs have alike, and times are sums of passes", async () => {
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => seen.push(done / total);
    const result = await measureCodecs({ rounds: 1010, onProgress, signal: unaborted });
    expect(codecResultSchema.parse(result)).toEqual(result);
    expect(result.messages.map(({ rounds }) => rounds)).toEqual([1010, 1010, 101, 1010]);
    for (const { rounds, codecs } of result.messages) {
      for (const { passes, serializeMs, deserializeMs } of codecs) {
        expect(passes.map((pass) => pass.rounds)).toEqual(codecs[0]!.passes.map((pass) => pass.rounds));
        expect(passes.reduce((sum, pass) => sum + pass.rounds, 0)).toBe(rounds);
        expect(passes.reduce((sum, pass) => sum + pass.serializeMs, 0)).toBeCloseTo(serializeMs);
        expect(passes.reduce((sum, pass) => sum + pass.deserializeMs, 0)).toBeCloseTo(deserializeMs);
      }
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  test("[L50.5] the target is met up to native JSON's time, and missed past it", async () => {
    const result = await measureCodecs({ rounds: 100, onProgress: () => {}, signal: unaborted });
    const { protobufMs, jsonMs, met } = result.target;
    expect(met).toBe(protobufMs <= jsonMs);
    const told = (target: { protobufMs: number; jsonMs: number; met: boolean }) =>
      codecLines({ ...result, target }, { color: false }).at(-1);
    expect(told({ protobufMs: 280, jsonMs: 300, met: true })).toContain(
      "met: Protobuf encode + decode 280 ms",
    );
    expect(told({ protobufMs: 301, jsonMs: 300, met: false })).toContain(
      "MISSED: Protobuf encode + decode 301 ms",
    );
  });

  test("[L50.6] an interrupted measurement ends at once", async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error("enough"));
    const measured = measureCodecs({ rounds: 1_000_000, onProgress, signal: stop.signal });
    await expect(measured).rejects.toThrow("enough");
  });
});
