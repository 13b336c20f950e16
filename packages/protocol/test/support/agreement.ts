import { expect } from "bun:test";

import { BadFrame } from "../../src/index.ts";
import { decodeEs } from "./es.ts";
import { type Codecs } from "./messages.ts";

/** What we refuse and protobuf-es takes, each with its reason in docs/adr/0002-codec.md. */
const STRICTER =
  /is not below 2\^53|has wire type|longer than its message|is truncated|more than 10 bytes|groups nested deeper/;

/**
 * Decodes `bytes` with both codecs. Either both take them, and for the same message, or both refuse them, or
 * we are stricter in one of the known ways; never does anything but a BadFrame come out of ours.
 */
export function expectAgreement({ desc, decode }: Codecs, bytes: Uint8Array): "taken" | "refused" {
  let theirs: object | undefined;
  try {
    theirs = decodeEs(desc, bytes);
  } catch {
    theirs = undefined;
  }
  try {
    const ours = decode(bytes);
    expect(withoutMarks(ours)).toEqual(withoutMarks(theirs));
    return "taken";
  } catch (error) {
    if (!(error instanceof BadFrame)) throw error;
    expect(error.message).not.toContain("is malformed");
    if (theirs !== undefined) expect(error.message).toMatch(STRICTER);
    return "refused";
  }
}

/** protobuf-es drops a byte order mark from the start of a string. */
function withoutMarks(message: object | undefined): unknown {
  return JSON.parse(JSON.stringify(message ?? null, (_, value: unknown) => plain(value)));
}

function plain(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/^\ufeff/, "");
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return String(value);
  return value instanceof Uint8Array ? value.toHex() : value;
}
