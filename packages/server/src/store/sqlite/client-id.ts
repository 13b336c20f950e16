const UUID_LENGTH = 36;
const DASHES = [8, 13, 18, 23];
const NOT_HEX = 16;

/** The value of each lower-case hexadecimal digit by its ASCII code. */
const HEX_VALUES = new Uint8Array(256).fill(NOT_HEX);
for (let value = 0; value < 16; value++) HEX_VALUES[value.toString(16).charCodeAt(0)] = value;

const decoder = new TextDecoder();

/**
 * How a client id is stored, given its UTF-8: a UUID in its canonical lower-case form (RFC 9562) as its 16
 * bytes, which saves an eighth of a short message's room on disk, anything else as text. Different ids are
 * stored differently, because only the canonical form becomes bytes.
 */
export function storedClientId(utf8: Uint8Array): Uint8Array | string {
  return uuidBytes(utf8) ?? decoder.decode(utf8);
}

function uuidBytes(text: Uint8Array): Uint8Array | undefined {
  if (text.length !== UUID_LENGTH) return undefined;
  for (const at of DASHES) if (text[at] !== 0x2d) return undefined;
  const bytes = new Uint8Array(16);
  for (let at = 0, digits = 0; at < UUID_LENGTH; at++) {
    if (at === 8 || at === 13 || at === 18 || at === 23) continue;
    const value = HEX_VALUES[text[at]!]!;
    if (value === NOT_HEX) return undefined;
    bytes[digits >> 1] = (bytes[digits >> 1]! << 4) | value;
    digits++;
  }
  return bytes;
}
