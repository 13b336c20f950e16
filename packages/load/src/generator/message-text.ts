/** Lengths of the fields of a text, a space after each. */
const RUN = 8;
const NUMBER = 10;
const INTENDED = 16;
const NUMBER_AT = RUN + 1;
const INTENDED_AT = NUMBER_AT + NUMBER + 1;

/** Bytes that the text of a checked message takes at least. */
export const TEXT_MIN = INTENDED_AT + INTENDED + 1;

/** What the text of a message of the generator says of itself. */
export interface MessageMark {
  /** Which send of the run it was. */
  number: number;
  /** When it should have been sent, in milliseconds on the clock. */
  intended: number;
}

/** The text of one message, `size` bytes long (at least TEXT_MIN); `run` has eight characters. */
export function messageText(run: string, mark: MessageMark, size: number): string {
  const number = String(mark.number).padStart(NUMBER, "0");
  const intendedUs = String(Math.round(mark.intended * 1000)).padStart(INTENDED, "0");
  return `${run} ${number} ${intendedUs} `.padEnd(size, "x");
}

/**
 * Reads the text of a Message from `start` (the field's tag) to `end` of `bytes`. Undefined if it is not a
 * message of this run.
 */
export function readMessageMark(
  run: string,
  bytes: Uint8Array,
  start: number,
  end: number,
): MessageMark | undefined {
  // The tag of the text, then its length, one byte or more.
  let text = start + 1;
  while (text < end && bytes[text]! >= 0x80) text++;
  text++;
  if (text + TEXT_MIN > end) return undefined;
  for (let i = 0; i < RUN; i++) if (bytes[text + i] !== run.charCodeAt(i)) return undefined;
  const number = digits(bytes, text + NUMBER_AT, NUMBER);
  return { number, intended: digits(bytes, text + INTENDED_AT, INTENDED) / 1000 };
}

function digits(bytes: Uint8Array, start: number, length: number): number {
  let value = 0;
  for (let i = start; i < start + length; i++) value = value * 10 + bytes[i]! - 0x30;
  return value;
}
