import type { Findings } from "../findings.ts";
import { TransferRefused } from "../transfer-refused.ts";
import { jsonElements } from "./json-elements.ts";
import { isObject, isShallow, type Json } from "./json.ts";
import { readText, type SourceFile } from "./source-files.ts";

/** Bytes of a line of JSON, at most. */
const LINE_BYTES = 64 * 2 ** 20;
const NEWLINE = 0x0a;

/** An object with where it stands. */
export interface Placed {
  value: Json;
  /** From 1; 0 if it was not looked for: `lineOf` finds it. */
  line: number;
}

/** A file with a JSON array of objects. What is none is told as a fault, with its line, and left out. */
export async function readObjects(file: SourceFile, findings: Findings): Promise<Placed[]> {
  let content: string;
  try {
    content = await readText(file);
  } catch (error) {
    findings.fault(file.path, 0, reasonOf(error));
    return [];
  }
  const parsed = parse(content);
  if (parsed instanceof Error) return rescued(file.path, content, parsed, findings);
  if (!Array.isArray(parsed)) {
    findings.fault(file.path, 1, "is no JSON array");
    return [];
  }
  if (parsed.every((value): value is Json => isObject(value) && isShallow(value))) {
    return parsed.map((value) => ({ value, line: 0 }));
  }
  const lines = [...jsonElements(content)].map(({ line }) => line);
  return parsed.flatMap((value: unknown, at) => {
    const line = lines[at] ?? 1;
    return checked(value, file.path, line, findings) ? { value, line } : [];
  });
}

/** The line of an object that stands at this place of a file's array. */
export async function lineOf(file: SourceFile, { line }: Placed, place: number): Promise<number> {
  if (line > 0) return line;
  return [...jsonElements(await readText(file))][place]?.line ?? 1;
}

function rescued(path: string, content: string, fault: Error, findings: Findings): Placed[] {
  const whole: Placed[] = [];
  const before = findings.faults;
  for (const { text, line } of jsonElements(content)) {
    const value = parse(text);
    if (value instanceof Error) findings.fault(path, line, `is no JSON (${value.message})`);
    else if (checked(value, path, line, findings)) whole.push({ value, line });
  }
  if (findings.faults === before) {
    const lines = content.split("\n").length;
    findings.fault(path, lines, `is no JSON (${fault.message})`);
  }
  return whole;
}

/** The objects of a file with one on each line (JSON Lines). What is none is told as a fault and left out. */
export async function* readLines(file: SourceFile, findings: Findings): AsyncGenerator<Placed> {
  let line = 0;
  const all = lines(file);
  for (;;) {
    line++;
    const next = await all.next().catch((error: unknown) => reasonOf(error));
    if (typeof next === "string") {
      // What comes behind it can't be found.
      findings.fault(file.path, line, next);
      return;
    }
    if (next.done === true) return;
    const value =
      next.value === "too long" ? new Error(`it has more than ${LINE_BYTES} bytes`) : decodeLine(next.value);
    if (value === undefined) continue;
    if (value instanceof Error) findings.fault(file.path, line, `is no JSON (${value.message})`);
    else if (checked(value, file.path, line, findings)) yield { value, line };
  }
}

/** Undefined for an empty line. */
function decodeLine(bytes: Uint8Array): unknown {
  let content: string;
  try {
    content = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return new Error("it is no text in UTF-8");
    throw error;
  }
  return content.trim() === "" ? undefined : parse(content);
}

async function* lines(file: SourceFile): AsyncGenerator<Uint8Array | "too long"> {
  let kept: Uint8Array[] = [];
  let size = 0;
  const taken = (): Uint8Array | "too long" => {
    const line = size > LINE_BYTES ? "too long" : kept.length === 1 ? kept[0]! : Buffer.concat(kept);
    kept = [];
    size = 0;
    return line;
  };
  for await (const chunk of await file.stream()) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      size += end - from;
      if (size <= LINE_BYTES) kept.push(chunk.subarray(from, end));
      yield taken();
      from = end + 1;
    }
    if (from === chunk.length) continue;
    size += chunk.length - from;
    if (size <= LINE_BYTES) kept.push(chunk.subarray(from));
    else kept = [];
  }
  if (size > 0) yield taken();
}

function checked(value: unknown, path: string, line: number, findings: Findings): value is Json {
  if (isObject(value) && isShallow(value)) return true;
  findings.fault(path, line, isObject(value) ? "is nested too deep" : "is no JSON object");
  return false;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

/** For what can't be read, whatever the reason: a damaged archive, a disk's fault, a text that is none. */
function reasonOf(error: unknown): string {
  if (error instanceof TransferRefused) return error.message;
  return `can't be read (${error instanceof Error ? error.message : String(error)})`;
}
