import { LIMITS } from "@hubbub/protocol";

/** A text in parts that a message can have, at ends of lines or words where there are some; one part as a rule. */
export function splitText(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (Buffer.byteLength(rest) > LIMITS.textBytes) {
    const fitting = fittingLength(rest);
    const line = rest.lastIndexOf("\n", fitting);
    const word = rest.lastIndexOf(" ", fitting);
    const least = fitting / 2;
    const end = line > least ? line : word > least ? word : fitting;
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== "" || parts.length === 0) parts.push(rest);
  return parts;
}

/** How many UTF-16 units from the start fit, without a torn pair. */
function fittingLength(text: string): number {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(LIMITS.textBytes));
  return read;
}
